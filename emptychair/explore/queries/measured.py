"""By what each measure may be asked."""

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.cases.catalogue import CaseCatalogue
from emptychair.explore.queries.customers.catalogue import CustomerCatalogue
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.types import OF_CASES, OF_CONTRACTS


def catalogue_for(access: Access, measure: str) -> Catalogue:
    """The dimensions by which a measure may be asked for."""
    access.require(Permission.SCORE_READ)
    if measure in OF_CASES:
        return CaseCatalogue(access)
    return CustomerCatalogue(access) if measure in OF_CONTRACTS else Catalogue(access)
