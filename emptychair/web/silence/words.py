"""A silent customer as a page shows it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.messaging.types import Purpose
from emptychair.silence.loss_words import percent_words
from emptychair.silence.types import Basis, Silence
from emptychair.silence.words import percentile_words, silence_words


@dataclass(frozen=True, slots=True)
class Shown:
    """One row."""

    row: Silence
    words: str
    rare: str
    normal: str
    message: str
    customer: str
    address: str
    by_others: bool
    tone: str
    longest: int | None  # days


def shown(row: Silence) -> Shown:
    """With its words and addresses."""
    false = row.false_share
    return Shown(
        row=row,
        words=silence_words(row.expected, row.gap, row.basis),
        rare=percentile_words(row.percentile),
        normal=""
        if false is None
        else _("%(share)s chance that it is one of their longer gaps")
        % {"share": percent_words(max(false, 0.01))},
        message=purpose_words(row.last_message),
        customer=reverse(row.kind, args=[row.id]),
        address=reverse("silence-customer", args=[row.kind, row.id]),
        by_others=row.basis == Basis.OTHERS,
        tone="bad" if row.is_silent else "quiet",
        longest=None if row.longest_usual is None else round(row.longest_usual),
    )


def purpose_words(purpose: str) -> str:
    """What the last message was for."""
    return str(Purpose(purpose).label) if purpose in Purpose.values else ""


def rights(access: Access) -> dict[str, Any]:
    """What may be done, for templates."""
    return {
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_contact": access.may(Permission.CASE_WRITE),
        "may_set": access.may(Permission.PROGRAMME_MANAGE),
        "may_export": access.may(Permission.DATA_EXPORT),
        "currency": access.workspace.currency,
    }
