"""A large customer of whom nobody is known and nobody ever asked, as importers of invoices have."""

from datetime import datetime, timedelta
from decimal import Decimal

from emptychair.accounts.access import Access
from emptychair.customers.services.identify import identify_company
from emptychair.demo.catalogue import KITCHEN
from emptychair.demo.loading.brands import Brand
from emptychair.kit.periods import local_day
from emptychair.metrics.services.unheard import read_unheard

SINCE = timedelta(days=420)


def load_unheard(access: Access, brand: Brand, now: datetime) -> None:
    """One firm by its invoices; then the night's reading."""
    name, value = ("株式会社霧ふくろう電機", Decimal(6_000_000))
    if brand.code != KITCHEN:
        name, value = ("Quillhaven Logistics", Decimal(30_000))
    identify_company(
        access,
        external_id="invoice-1",
        name=name,
        language=brand.language,
        joined_on=local_day(now, access.workspace.zone) - SINCE,
        yearly_value=value,
        currency=brand.currency,
    )
    read_unheard(access, now=now)
