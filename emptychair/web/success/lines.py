"""A customer as the lists show it: who, why, what next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.charts import percent
from emptychair.success.types import HealthRow, Quadrant
from emptychair.success.words import reason_words, sign_label, sign_words

TONES = {"both": "good", "fragile": "wait", "loved": "wait", "neither": "bad", "unknown": "quiet"}
MOST_WHY = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One row."""

    row: HealthRow
    address: str
    page: str
    case: str
    plan: str
    playbook: str
    labels: tuple[str, ...]
    why: tuple[str, ...]
    because: tuple[str, ...]
    chances: tuple[str, ...]
    risk: str
    outcome: str
    experience: str
    quadrant: str
    tone: str


def line_of(row: HealthRow) -> Line:
    """With its addresses and sentences."""
    kind = "company" if row.company_id else "person"
    number = row.company_id or row.person_id
    return Line(
        row=row,
        address=reverse(f"{kind}-health", args=[number]),
        page=reverse(kind, args=[number]),
        case=reverse(f"{kind}-risk-case", args=[number]),
        plan=f"{reverse('plan-new')}?{kind}={number}",
        playbook=f"{reverse('playbook-choose')}?{kind}={number}",
        labels=tuple(sign_label(one["code"]) for one in row.signs),
        why=tuple(sign_words(one) for one in row.signs[:MOST_WHY]),
        because=tuple(reason_words(one) for one in row.reasons),
        chances=tuple(sign_words(one) for one in row.chances),
        risk=percent(row.risks[2]) if row.risks[2] is not None else "",
        outcome=half_words(row.outcome),
        experience=half_words(row.experience),
        quadrant=str(Quadrant(row.quadrant).label),
        tone=TONES[row.quadrant],
    )


def half_words(value: float | None) -> str:
    """A half as a number, or that it is unknown: unknown is never good."""
    return _("unknown") if value is None else f"{value:.0f}"
