"""By what one may ask. A dimension knows by what cubes count it, what its values are called and in
which order they stand, and which answers one of them means.
"""
