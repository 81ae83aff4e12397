"""What a workspace chose: which events say that a payment failed, how many may be contacted."""

from typing import Any

from emptychair.accounts.access import Access

USUAL_FAILING = ("payment_failed", "invoice.payment_failed", "charge.failed")
USUAL_CONTACTS = 10


def failing_events(access: Access) -> tuple[str, ...]:
    """Names of events that say that a payment failed."""
    return tuple(_kept(access).get("failing_events") or USUAL_FAILING)


def contacts_a_week(access: Access) -> int:
    """How many customers the team can contact in a week."""
    return int(_kept(access).get("contacts_a_week") or USUAL_CONTACTS)


def chosen_segments(access: Access) -> frozenset[int] | None:
    """Saved segments that somebody chose for models of their own; None where nobody chose."""
    found = _kept(access).get("segments")
    return frozenset(int(one) for one in found) if isinstance(found, list) else None


def _kept(access: Access) -> dict[str, Any]:
    found = access.workspace.settings.get("success")
    return found if isinstance(found, dict) else {}
