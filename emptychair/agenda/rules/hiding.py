"""Which mark takes a row off Today."""

from dataclasses import dataclass
from datetime import datetime

from emptychair.kit.agenda import AgendaRow

PUT_OFF, GIVEN = "snoozed", "assigned"


@dataclass(frozen=True, slots=True)
class Mark:
    """The newest mark of a key, as far as it matters here."""

    action: str
    until: datetime | None
    due_at: datetime | None  # the deadline that the row had when it was marked


def hides(mark: Mark, row: AgendaRow, now: datetime) -> bool:
    """Whether the row stays away.

    Put off: until its moment. Given to somebody: never, it is theirs now. Everything else: for
    good, unless the row comes with another deadline, since then it is another matter (the customer
    wrote again).
    """
    if mark.action == GIVEN:
        return False
    if mark.action == PUT_OFF:
        return mark.until is not None and now < mark.until
    return row.due_at == mark.due_at
