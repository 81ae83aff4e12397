"""Numbers only: intervals, differences, shares, shrinkage and keyness. No Django, no database; usable
from a notebook (`from emptychair.stats import nps`). Every formula has a page in `docs/algorithms/`.
"""
