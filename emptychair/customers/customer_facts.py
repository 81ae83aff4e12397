"""What else is known of customers. Domains above register theirs when the product starts, so that
tables may tell customers apart by it.

    register_customer_fact(
        CustomerFact("touch", _("Touch"), values=…, read=…, version=…, is_known=…)
    )

`read` gives the word of each customer who has one, companies under their number and people under
theirs below nothing; `values` all words in order and what they are called; `version` is another
after every change; `is_known` says whether anybody has one, quickly.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from emptychair.accounts.access import Access


@dataclass(frozen=True, slots=True)
class CustomerFact:
    """One fact."""

    name: str
    label: str | Promise
    values: Callable[[Access], Sequence[tuple[str, str]]]
    read: Callable[[Access], Mapping[int, str]]
    version: Callable[[Access], tuple[Any, ...]]
    is_known: Callable[[Access], bool]


_FACTS: dict[str, CustomerFact] = {}


def register_customer_fact(one: CustomerFact) -> None:
    """Offer a fact; the same name again replaces it."""
    _FACTS[one.name] = one


def registered_customer_facts() -> list[CustomerFact]:
    """All of them, in the order in which they were registered."""
    return list(_FACTS.values())
