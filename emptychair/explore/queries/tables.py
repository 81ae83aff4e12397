"""The table that answers a question."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.cases.making import MakingCases
from emptychair.explore.queries.customers.making import MakingCustomers
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.making import Making
from emptychair.explore.queries.measured import catalogue_for
from emptychair.explore.types import OF_CASES, OF_CONTRACTS, Question, Table


def table_of(
    access: Access, question: Question, *, now: datetime, catalogue: Catalogue | None = None
) -> Table:
    """The table of a question: all its rows and columns. Pages show `rules.shown.most_of` it."""
    access.require(Permission.SCORE_READ)
    catalogue = catalogue or catalogue_for(access, question.measure)
    making = Making
    if question.measure in OF_CONTRACTS:
        making = MakingCustomers
    elif question.measure in OF_CASES:
        making = MakingCases
    return making(access, question, catalogue, now).table()
