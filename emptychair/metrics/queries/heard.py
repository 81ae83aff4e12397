"""Who is heard: coverage of people and revenue, weights, late answers, and the silent."""

from collections import OrderedDict
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import LiveTable, live_tables
from emptychair.customers.models import Company, Person
from emptychair.kit.masking import mask_name
from emptychair.kit.periods import Period
from emptychair.metrics.customer_datasets import LIVE_PLANS
from emptychair.metrics.datasets import (
    LIVE_ANSWERS,
    LIVE_COMPANIES,
    LIVE_DEPARTURES,
    LIVE_INVITATIONS,
    LIVE_PEOPLE,
)
from emptychair.metrics.expressions.heard import (
    HeardTables,
    everybody,
    nobody_known,
    score_by_reminders,
)
from emptychair.metrics.heard_types import Dimension, HeardFigures, SilentCustomer
from emptychair.metrics.queries.customer_counts import CustomerTables
from emptychair.metrics.rules.heard import (
    Everybody,
    bounds_of,
    groups_of,
    score_of_rows,
    share_of_all,
    silent_units,
    strata_of,
    weighted_of,
    with_sizes,
)
from emptychair.stats import LateAnswers, StatsError, late_answers
from emptychair.surveys.queries.privacy import smallest_groups

SILENT_SHOWN = 20
KEPT_AT_MOST = 30
_kept: OrderedDict[tuple[Any, ...], tuple[Any, ...]] = OrderedDict()
_lock = Lock()


def who_is_heard(
    access: Access, period: Period, *, by: Dimension = "segment", margins: tuple[Dimension, ...]
) -> HeardFigures:
    """Everything the page shows, from one reading of the rows."""
    access.require(Permission.SCORE_READ)
    tables = CustomerTables(access)
    sources = (
        LIVE_ANSWERS, LIVE_PEOPLE, LIVE_COMPANIES, LIVE_PLANS, LIVE_INVITATIONS, LIVE_DEPARTURES,
    )  # fmt: skip
    live = [tables.live(source) for source in sources]
    private = tuple(smallest_groups(access))
    key = (*(each.name for each in live), period, by, margins, private)
    with _lock:
        kept = _kept.get(key)
    if kept is None:
        kept = _counted(live, period, by, margins, private)
        with _lock:
            _kept[key] = kept
            while len(_kept) > KEPT_AT_MOST:
                _kept.popitem(last=False)
    figures, silent = kept
    named = silent_customers(access, silent[:SILENT_SHOWN])
    more = max(0, len(silent) - SILENT_SHOWN)
    return HeardFigures(**figures, silent=named, silent_more=more, as_of=live[0].as_of)


def silent_customers(
    access: Access, units: list[tuple[int, float, int, bool]]
) -> tuple[SilentCustomer, ...]:
    """The same with names, as far as they may be seen."""
    firms = [unit for unit, *_rest in units if unit > 0]
    people = [-unit for unit, *_rest in units if unit < 0]
    names: dict[int, str] = dict(
        Company.objects.visible_to(access).filter(pk__in=firms).values_list("pk", "name")
    )
    for person in Person.objects.visible_to(access).filter(pk__in=people):
        language = person.language or access.workspace.language
        shown = person.name if access.may_see_names else mask_name(person.name, language)
        names[-person.pk] = shown
    return tuple(
        SilentCustomer(
            "company" if unit > 0 else "person", abs(unit), names[unit], value, people_there, asked
        )
        for unit, value, people_there, asked in units
        if unit in names
    )


def _counted(
    live: list[LiveTable],
    period: Period,
    by: Dimension,
    margins: tuple[Dimension, ...],
    private: tuple[int, ...],
) -> tuple[dict[str, Any], list[tuple[int, float, int, bool]]]:
    answers, *rest = live
    who = HeardTables(*(each.table for each in rest))
    span = {"first": period.first, "end": period.end, "private": private}
    rows = _rows(
        live_tables().read(everybody(answers.table, who, **span)),  # type: ignore[arg-type]  # as named
        live_tables().read(nobody_known(who, first=period.first, end=period.end)),
    )
    late = live_tables().read(score_by_reminders(answers.table, who.invitations, **span))  # type: ignore[arg-type]  # as named
    found = {
        "period": period,
        "by": by,
        "people": len(rows.id),
        "asked": int(rows.asked.sum()),
        "answered": int((rows.asked & rows.said).sum()),
        "heard": int(rows.said.sum()),
        "share": share_of_all(rows),
        "empty": len(rows.empty_unit),
        "empty_value": float(rows.empty_value.sum()),
        "score": score_of_rows(rows, np.ones(len(rows.id), dtype=bool)),
        "bounds": bounds_of(rows),
        "groups": groups_of(rows, by),
        "weighted": weighted_of(rows, margins),
        "strata": strata_of(rows),
        "late": _late(late),
    }
    return found, silent_units(rows)


def _late(table: pa.Table) -> LateAnswers | None:
    """None where nobody answered after a reminder."""
    waves = [[0, 0, 0] for _number in range(3)]
    for row in table.to_pylist():
        place = 0 if row["score"] >= 9 else 1 if row["score"] >= 7 else 2
        waves[row["wave"]][place] += row["n"]
    while len(waves) > 1 and not any(waves[-1]):
        waves.pop()
    if len(waves) < 2:
        return None
    try:
        return late_answers([(one[0], one[1], one[2]) for one in waves])
    except StatsError:
        return None


def _rows(table: pa.Table, empty: pa.Table) -> Everybody:
    def numbers(name: str, missing: float, table: pa.Table = table) -> Any:
        column = table[name].combine_chunks().cast(pa.float64()).fill_null(missing)
        return column.to_numpy(zero_copy_only=False)

    def words(name: str) -> Any:
        column = table[name].combine_chunks().fill_null("")
        return np.asarray(column.to_pylist(), dtype=object)

    unit = numbers("unit", 0).astype(np.int64)
    told = {name: words(name) for name in ("segment", "plan", "region", "language")}
    return Everybody(
        id=numbers("id", 0).astype(np.int64),
        unit=unit,
        words={**told, "size": with_sizes(unit)},
        joined=numbers("joined", np.nan),
        value=numbers("value", 0),
        score=numbers("score", np.nan),
        said=numbers("said", 0) > 0,
        asked=numbers("asked", 0) > 0,
        empty_unit=numbers("id", 0, empty).astype(np.int64),
        empty_value=numbers("value", 0, empty),
    )
