"""The last look before a message leaves: a domain above says whether its reason still holds.

    @register_last_check("reminder")
    def still_unanswered(access, message) -> tuple[str, dict] | None: ...

A message may lie for days (slow start, a busy server); meanwhile somebody answered.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from emptychair.accounts.access import Access

if TYPE_CHECKING:
    from emptychair.messaging.models import Message

Reason = tuple[str, dict[str, Any]]
Check = Callable[[Access, "Message"], Reason | None]
_CHECKS: dict[str, Check] = {}


def register_last_check(purpose: str) -> Callable[[Check], Check]:
    """Ask this before a message of this purpose leaves; the last one of a purpose counts."""

    def register(check: Check) -> Check:
        _CHECKS[purpose] = check
        return check

    return register


def last_check(access: Access, message: "Message") -> Reason | None:
    """The reason against sending, as a code with parameters, or nothing."""
    check = _CHECKS.get(message.purpose)
    return check(access, message) if check else None
