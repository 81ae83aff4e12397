"""Plans and requests as they stood on any day, in columns."""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.intake.queries.past import PastRequest, requests_past
from emptychair.plans.queries.past import PlannedThing, planned_past
from emptychair.plans.types import Side
from emptychair.success.rules.days import number_of
from emptychair.success.rules.promises import MILESTONE, OURS, THEIRS, THIRD
from emptychair.success.rules.rows import NEVER, PLANNED, REQUESTED
from emptychair.success.spread import Columns, Noted

SIDES: dict[str, float] = {Side.US: OURS, Side.CUSTOMER: THEIRS, Side.THIRD: THIRD}
UnitOf = Mapping[int, int]  # by person


def planned_columns(access: Access, unit_of: UnitOf) -> tuple[Columns, Noted]:
    """Tasks and milestones of plans."""
    access.require(Permission.CUSTOMER_READ)
    return _columns((_planned(one, unit_of) for one in planned_past(access)), PLANNED)


def requested_columns(access: Access, unit_of: UnitOf) -> tuple[Columns, Noted]:
    """Wishes of customers."""
    access.require(Permission.CUSTOMER_READ)
    return _columns((_requested(one, unit_of) for one in requests_past(access)), REQUESTED)


def _planned(one: PlannedThing, unit_of: UnitOf) -> tuple[int, ...] | None:
    unit = one.company_id or unit_of.get(one.person_id or 0)
    if unit is None:
        return None
    ends = (_number(day) for day in (one.until, one.over_on, one.closed_on))
    due, side = number_of(one.due_on), int(SIDES.get(one.side, MILESTONE))
    until, over, closed = ends
    begins, known = number_of(one.begins_on), number_of(one.known_on)
    return unit, begins, known, side, due, until, over, closed


def _requested(one: PastRequest, unit_of: UnitOf) -> tuple[int, ...] | None:
    unit = one.company_id or unit_of.get(one.person_id or 0)
    if unit is None:
        return None
    days = number_of(one.received_on), number_of(one.known_on)
    return unit, *days, _number(one.answered_on), _number(one.closed_on)


def _columns(
    rows: Iterable[tuple[int, ...] | None], names: tuple[str, ...]
) -> tuple[Columns, Noted]:
    width = 3 + len(names)
    told = np.fromiter((value for row in rows if row for value in row), dtype=np.int64)
    whole = told.reshape(-1, width)
    since = int(whole[:, 2].min()) if len(whole) else NEVER
    columns: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.int64]]] = {
        name: whole[:, place] for place, name in enumerate(("unit", "day", "first", *names))
    }
    return columns, Noted(since)


def _number(day: date | None) -> int:
    return NEVER if day is None else number_of(day)
