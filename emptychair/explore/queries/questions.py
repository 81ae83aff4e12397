"""From plain words to a question that the workspace can answer."""

from collections.abc import Mapping
from datetime import date, datetime

from emptychair.accounts.access import Access
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.measured import catalogue_for
from emptychair.explore.rules.plain_words import LONGEST, measure_in, period_in
from emptychair.explore.types import Order, Question
from emptychair.kit.periods import Period, local_day
from emptychair.metrics.queries.periods import period_named
from emptychair.metrics.rules.spans import period_before, year_before

BEFORE, YEAR = "before", "year"
ORDERS: tuple[Order, ...] = ("map", "size", "score")


def read_question(
    access: Access,
    given: Mapping[str, str],
    *,
    now: datetime,
    catalogue: Catalogue | None = None,
) -> Question:
    """What the words ask; what cannot be read is left out."""
    measure, today = measure_in(given), local_day(now, access.workspace.zone)
    catalogue = catalogue or catalogue_for(access, measure)
    period = period_named(access, period_in(given), today=today)
    offered = catalogue.of_measure(measure)
    rows, cols = given.get("rows", ""), given.get("cols", "")
    return Question(
        measure=measure,
        period=period,
        rows=rows if rows in offered else "",
        cols=cols if cols in offered and cols != rows else "",
        against=_against(access, given.get("against", ""), period, today=today),
        which="all" if given.get("which") == "all" else "latest",
        filters=tuple((name, given[name][:LONGEST]) for name in offered if given.get(name)),
        order=next((one for one in ORDERS if one == given.get("order")), "map"),
    )


def _against(access: Access, name: str, period: Period, *, today: date) -> Period | None:
    """What it is compared with: never days that both have."""
    if not name:
        return None
    if name in {BEFORE, YEAR}:
        return year_before(period) if name == YEAR else period_before(period)
    earlier = period_named(access, name, today=today)
    return earlier if earlier.end <= period.first else None
