"""The warning of the guard, or the alert, that an improvement was made from."""

from dataclasses import dataclass

from django.urls import reverse

from emptychair.accounts.access import Access
from emptychair.alerts.queries.alerts import alert_of_initiative
from emptychair.alerts.words import sentence_words, title_words
from emptychair.scorecard.queries.warnings import warning_of_initiative
from emptychair.scorecard.words import change_words, ends_words, span_words, warning_title


@dataclass(frozen=True, slots=True)
class Warned:
    """Both numbers as they were when it was raised."""

    title: str
    address: str
    span: str
    before: str
    lines: list[tuple[str, str, str]]  # the number, how it moved, who answers for it


def warned_of(access: Access, initiative_id: int) -> Warned | None:
    """None where no warning began it."""
    row = warning_of_initiative(access, initiative_id)
    if row is None:
        return None
    currency = access.workspace.currency
    lines = []
    for side in (row.quick, row.customer):
        was, now = ends_words(side, currency=currency)
        moved = f"{was} → {now}, {change_words(side, currency=currency)}"
        who = " ・ ".join(name for name in (side.team, side.owner) if name)
        lines.append((side.label, moved, who))
    return Warned(
        title=warning_title(row),
        address=reverse("scorecard-warning", args=[row.id]),
        span=span_words(row.first, row.end),
        before=span_words(row.before_first, row.before_end),
        lines=lines,
    )


@dataclass(frozen=True, slots=True)
class Alerted:
    """What was told when it was noticed."""

    title: str
    address: str
    sentence: str


def alerted_of(access: Access, initiative_id: int) -> Alerted | None:
    """None where no alert began it."""
    row = alert_of_initiative(access, initiative_id)
    if row is None:
        return None
    return Alerted(title_words(row), reverse("alert", args=[row.id]), sentence_words(row))
