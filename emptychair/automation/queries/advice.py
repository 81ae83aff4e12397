"""What the fit gate says to whoever builds for many customers."""

from dataclasses import dataclass

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.fit.queries.advice import advice


@dataclass(frozen=True, slots=True)
class Advice:
    """Whether to go on, in words; `by` already stands for going on against it."""

    may_scale: bool
    words: str
    by: str = ""


def advice_of(access: Access) -> Advice:
    """Whether playbooks for many customers are a good idea yet."""
    access.require(Permission.CUSTOMER_READ)
    found = advice(access)
    return Advice(found.may_scale or bool(found.overruled_by), found.words, found.overruled_by)
