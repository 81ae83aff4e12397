"""Somebody on the way as a page shows them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.onboarding.types import Blocker, Stalled
from emptychair.onboarding.words import slow_words


@dataclass(frozen=True, slots=True)
class Shown:
    """One row."""

    row: Stalled
    words: str
    blocker: str
    customer: str
    plan: str
    tone: str


def shown(row: Stalled) -> Shown:
    """With its words and addresses."""
    return Shown(
        row=row,
        words=slow_words(row.waited_here, row.usual, row.slow),
        blocker=str(Blocker(row.blocker).label) if row.blocker in Blocker.values else "",
        customer=reverse(row.kind, args=[row.customer_id]),
        plan=reverse("plan", args=[row.plan_ids[0]])
        if row.plan_ids
        else f"{reverse('plan-new')}?{row.kind}={row.customer_id}",
        tone={90: "bad", 75: "wait"}.get(row.slow, "quiet"),
    )


def rights(access: Access) -> dict[str, Any]:
    """What may be done, for templates."""
    return {
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_contact": access.may(Permission.CASE_WRITE),
        "may_define": access.may(Permission.PROGRAMME_MANAGE),
        "may_export": access.may(Permission.DATA_EXPORT),
        "currency": access.workspace.currency,
    }
