"""What the finder needs: everybody watched for the same time, what they did early, how it went."""

from typing import Any

import ibis
import numpy as np

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.own_events import OWN_SOURCE
from emptychair.onboarding.expressions import (
    begun_table,
    counted_early,
    named_events,
    orders_of,
    seen_between,
    use_of,
)
from emptychair.onboarding.finding_types import LANDMARK, WINDOWS, Outcome
from emptychair.onboarding.queries.beginnings import beginnings, everybody_of
from emptychair.onboarding.rules.finding import Watched
from emptychair.onboarding.types import Begun, Rule, Terms, What
from emptychair.silence.expressions import signs
from emptychair.silence.queries.channels import Tables, channels_of, counted_until
from emptychair.usage.datasets import LIVE_DAILY_USE

HORIZON = 90  # days from the start up to which it is looked how it went
LAST_DAYS = 30  # before the horizon, in which a sign makes somebody active
NAMES = 40  # events, those that most did
ORDER_NAME, USE_NAME = "(order)", "(use)"


def watched_by(access: Access, kind: str, terms: Terms, outcome: str, until: int) -> Watched:
    """Those who began at least the horizon ago, could be seen, and were there at the landmark."""
    access.require(Permission.CUSTOMER_READ)
    tables = Tables(access)
    known = everybody_of(access, kind)
    early = _early_rows(tables, until)
    first = tables.read(early.aggregate(at=early["at"].min()))["at"][0].as_py()
    begun = [
        one
        for one in beginnings(access, tables, terms, known, until)
        if one.began + HORIZON <= until
        and first is not None
        and one.began >= first
        and (one.ended is None or one.ended - one.began > LANDMARK)
    ]
    begun.sort(key=lambda one: (one.began, one.unit))
    place = {one.unit: number for number, one in enumerate(begun)}
    return Watched(
        began=np.array([one.began for one in begun], dtype=np.int64),
        well=_well(access, tables, begun, outcome, until),
        counts=_counts(tables, early, begun, place),
    )


def _early_rows(tables: Tables, until: int) -> Any:
    """Events by name, purchases and days of use, each under its customer."""
    events = named_events(tables.events, tables.people, OWN_SOURCE, until)
    orders = orders_of(tables.orders, tables.people, until)
    use = use_of(tables.table(LIVE_DAILY_USE), tables.people, Rule(what=What.USE), until)
    parts = [events] + [
        rows.select("unit", name=ibis.literal(name), at=rows["at"])
        for rows, name in ((orders, ORDER_NAME), (use, USE_NAME))
    ]
    return ibis.union(*parts)


def _counts(
    tables: Tables, rows: Any, begun: list[Begun], place: dict[int, int]
) -> dict[str, np.ndarray[Any, np.dtype[np.int64]]]:
    if not begun:
        return {}
    read = tables.read(counted_early(rows, begun_table(begun), WINDOWS))
    names = read["name"].to_pylist()
    most: dict[str, int] = {}
    for name in names:
        most[name] = most.get(name, 0) + 1
    kept = sorted(most, key=lambda name: (-most[name], name))[:NAMES]
    found = {name: np.zeros((len(begun), len(WINDOWS)), dtype=np.int64) for name in kept}
    columns = [read[f"within_{days}"].to_pylist() for days in WINDOWS]
    for unit, name, *counts in zip(read["unit"].to_pylist(), names, *columns, strict=True):
        if name in found:
            found[name][place[unit]] = counts
    return found


def _well(
    access: Access, tables: Tables, begun: list[Begun], outcome: str, until: int
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Strictly after the landmark, over the same days for everybody."""
    here = np.array([one.ended is None or one.ended - one.began >= HORIZON for one in begun], bool)
    if outcome == Outcome.STAYS or not begun:
        return here
    table = begun_table(begun)
    if outcome == Outcome.PAYS:
        rows = orders_of(tables.orders, tables.people, until)
        found = tables.read(seen_between(rows, table, LANDMARK + 1, HORIZON + 1))
    else:
        rows = signs(channels_of(access, tables), counted_until(access, until))
        rows = rows.select(unit=rows.unit.cast("int64"), at=rows["at"])
        found = tables.read(seen_between(rows, table, HORIZON - LAST_DAYS + 1, HORIZON + 1))
    units = set(found["unit"].to_pylist())
    did = np.array([one.unit in units for one in begun], bool)
    both: np.ndarray[Any, np.dtype[np.bool_]] = here & did
    return both
