"""Warnings of the guard as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import months_later
from emptychair.scorecard.types import Side, WarningRow, WarningState
from emptychair.scorecard.words import change_words, ends_words, span_words, warning_title


@dataclass(frozen=True, slots=True)
class ShownSide:
    """One of the two numbers."""

    side: Side
    was: str
    now: str
    change: str
    who: str


@dataclass(frozen=True, slots=True)
class ShownWarning:
    """One warning."""

    row: WarningRow
    title: str
    address: str
    span: str
    before: str
    state: str
    sides: tuple[ShownSide, ShownSide]
    voices: str  # what critics said in the last of these months


def shown_warnings(access: Access, rows: Iterable[WarningRow]) -> list[ShownWarning]:
    """Each with both numbers."""
    return [shown_warning(access, row) for row in rows]


def shown_warning(access: Access, row: WarningRow) -> ShownWarning:
    """One warning in words."""
    currency = access.workspace.currency
    return ShownWarning(
        row=row,
        title=warning_title(row),
        address=reverse("scorecard-warning", args=[row.id]),
        span=span_words(row.first, row.end),
        before=span_words(row.before_first, row.before_end),
        state=str(WarningState(row.state).label),
        sides=(_side(row.quick, currency), _side(row.customer, currency)),
        voices=_voices(access, row),
    )


def _side(side: Side, currency: str) -> ShownSide:
    who = " ・ ".join(name for name in (side.team, side.owner) if name)
    was, now = ends_words(side, currency=currency)
    return ShownSide(
        side=side,
        was=was,
        now=now,
        change=change_words(side, currency=currency),
        who=who or _("nobody answers for it yet"),
    )


def _voices(access: Access, row: WarningRow) -> str:
    if not access.may(Permission.VOICE_READ):
        return ""
    month = months_later(row.end, -1)
    asked = {"metric": row.customer.metric or "nps", "band": "bad", "period": f"{month:%Y-%m}"}
    return f"{reverse('voices')}?{urlencode(asked)}"
