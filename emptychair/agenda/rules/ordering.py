"""The order of Today: what is overdue, then value and urgency together.

1. What had to be done by now comes first, the longest overdue on top.
2. Then who told us of something bad and waits for an answer: they come before those who, we only
   think, may leave.
3. The rest by points: six tenths urgency (0 to 1, given by the source of the row), four tenths
   value. Value counts by its order of magnitude, log(1 + value), as a share of the largest on the
   list: a customer of ten times the money is somewhat, not ten times, more important to reach.
4. Who has no known value stands where the middle of the known ones stands, so that new customers,
   of whom nothing is known yet, are neither first nor last for it.
5. Equal points: the earlier deadline, then the key, so that the order never jumps.

    log(1 + 720000) = 13.49, log(1 + 48000) = 10.78
    72万円, urgency 0.9: 0.6 * 0.9 + 0.4 * 13.49 / 13.49 = 0.94
    4.8万円, urgency 0.5: 0.6 * 0.5 + 0.4 * 10.78 / 13.49 = 0.62
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from math import log1p
from statistics import median

from emptychair.kit.agenda import AgendaRow

URGENCY_WEIGHT = 0.6
VALUE_WEIGHT = 0.4
LATEST = datetime.max.replace(tzinfo=UTC)


def in_order(items: Iterable[AgendaRow], now: datetime) -> list[AgendaRow]:
    """The rows as they are to be worked through."""
    rows = list(items)
    known = [log1p(row.value) for row in rows if row.value > 0]
    largest, middle = max(known, default=1.0), median(known) if known else 0.0

    def place(row: AgendaRow) -> tuple[bool, datetime, bool, float, datetime, str]:
        late = is_overdue(row, now)
        due = row.due_at or LATEST
        size = -points(row, largest, middle)
        return (not late, due if late else LATEST, not is_waiting(row), size, due, row.key)

    return sorted(rows, key=place)


def one_of_each_customer(rows: Iterable[AgendaRow]) -> list[AgendaRow]:
    """Ordered rows with the first reason to contact a customer; further ones stand on their page.

    A case is never left out: somebody waits for its answer.
    """
    seen: set[tuple[str, int]] = set()
    found = []
    for row in rows:
        who = _customer(row) if row.kind == "contact" else None
        if who is None or who not in seen or row.subject[0] == "case":
            found.append(row)
        if who is not None:
            seen.add(who)
    return found


def _customer(row: AgendaRow) -> tuple[str, int] | None:
    if row.subject[0] == "company":
        return row.subject
    if row.person_id is not None:
        return ("person", row.person_id)
    return row.subject if row.subject[0] == "person" else None


def points(row: AgendaRow, largest: float, middle: float) -> float:
    """From 0 to 1. `largest` and `middle` are the largest and the median log(1 + value)."""
    size = log1p(row.value) if row.value > 0 else middle
    share = size / largest if largest else 0.0
    return URGENCY_WEIGHT * min(max(row.urgency, 0.0), 1.0) + VALUE_WEIGHT * share


def is_waiting(row: AgendaRow) -> bool:
    """Whether a customer had a bad experience and waits for us."""
    return row.subject[0] == "case" and row.tone == "bad"


def is_overdue(row: AgendaRow, now: datetime) -> bool:
    """Whether it had to be done by now."""
    return row.due_at is not None and row.due_at <= now
