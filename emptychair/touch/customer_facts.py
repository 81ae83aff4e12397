"""Tables may tell customers apart by how they are looked after."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from emptychair.accounts.access import Access
from emptychair.customers.customer_facts import CustomerFact, register_customer_fact
from emptychair.touch.queries.tiers import has_tiers, tiers_of_customers, version_of_tiers
from emptychair.touch.types import Tier


def offer_customer_facts() -> None:
    """Tell `customers` that the tier of each is known."""
    register_customer_fact(
        CustomerFact(
            "touch",
            gettext_lazy("Touch"),
            values=_values,
            read=tiers_of_customers,
            version=version_of_tiers,
            is_known=has_tiers,
        )
    )


def _values(_access: Access) -> Sequence[tuple[str, str]]:
    return [(tier.value, str(tier.label)) for tier in Tier]
