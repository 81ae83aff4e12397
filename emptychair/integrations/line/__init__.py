"""LINE by official accounts. Registers the channel "line" of `messaging`, links customers, takes in
their answers.
"""
