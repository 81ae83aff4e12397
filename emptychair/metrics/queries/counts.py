"""What the engine counts of the answers: once by touchpoint, segment, language and channel."""

from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.alike import Alike, Marks
from emptychair.analytics.live import LiveTable, live_tables
from emptychair.kit.once import once_a_look
from emptychair.kit.periods import Period
from emptychair.metrics.datasets import LIVE_ANSWERS
from emptychair.metrics.expressions.counting import (
    answers_within,
    count_by_score,
    counted_answers,
    hushed,
    named_only,
    part_within,
)
from emptychair.metrics.expressions.cubes import CubeQuestion, cube_of_counts
from emptychair.metrics.expressions.kinds import kind_of
from emptychair.metrics.queries.cubes import counts_for
from emptychair.metrics.rules.cells import Cells
from emptychair.metrics.types import Which
from emptychair.surveys.queries.privacy import shown_together
from emptychair.surveys.types.together import Together

BY = ("touchpoint_id", "segment", "language", "channel")
People = frozenset[int] | None  # whose answers; None: everybody's


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is counted, of whomever; a person counts once in each part of time of `within`."""

    metric: str
    period: Period
    which: Which
    together: Together
    within: tuple[str, ...] = ()


@once_a_look
def answers_now(access: Access) -> LiveTable:
    """The answers of the workspace as they stand; hand it on, so that a page asks only once."""
    access.require(Permission.SCORE_READ)
    return live_tables().table(LIVE_ANSWERS, access.workspace.pk, access.workspace.zone)


def cells_of(
    access: Access,
    metric: str,
    period: Period,
    *,
    which: Which,
    live: LiveTable | None = None,
    people: People = None,
) -> Cells:
    """Answers by score for each touchpoint, segment, language and channel in a period.

    Where every answer counts they are added up from daily counts, as far as these are kept.
    """
    if which == "all" and people is None:
        found = _added_up(access, metric, period)
        if found is not None:
            return found
    asked = _Asked(metric, period, which, shown_together(access))
    return _counted(live or answers_now(access), asked, people)


def monthly_cells_of(
    access: Access,
    metric: str,
    period: Period,
    *,
    which: Which,
    live: LiveTable | None = None,
    people: People = None,
) -> Cells:
    """The same for each month (column `month`, its first day); a person counts once in each."""
    if which == "all" and people is None:
        found = _added_up(access, metric, period, "month")
        if found is not None:
            return found
    asked = _Asked(metric, period, which, shown_together(access), within=("month",))
    return _counted(live or answers_now(access), asked, people)


def people_heard(access: Access, period: Period, *, live: LiveTable | None = None) -> int:
    """How many different people answered anything in a period."""
    first, end = period.first, period.end
    found = live_tables().fetch(
        live or answers_now(access),
        ("heard", first, end),
        lambda answers: answers.filter(
            answers.day >= first, answers.day < end, answers.is_counted
        ).aggregate(heard=lambda within: within.person_id.nunique()),
    )
    return int(found[0]["heard"])


def _added_up(access: Access, metric: str, period: Period, *more: str) -> Cells | None:
    """The same from counts of days or months; None where there are none."""
    access.require(Permission.SCORE_READ)
    question = CubeQuestion(
        metric=metric,
        first=period.first,
        end=period.end,
        by=(*more, "touchpoint", "segment", "language", "channel"),
        which="all",
        together=shown_together(access),
    )
    counts = counts_for(access, question)
    if counts is None:
        return None
    return live_tables().fetch(
        counts,
        ("cells", question),
        lambda rows: cube_of_counts(rows, question),
        alike=kind_of(question, cube_of_counts),
    )


def _counted(live: LiveTable, asked: _Asked, people: People) -> Cells:
    return live_tables().fetch(
        live,
        ("cells", asked, _mark(people)),
        lambda answers: _cells(answers, asked, people),
        linked=LIVE_ANSWERS if asked.which == "latest" else None,
        alike=None if people is not None or asked.together.least else _kind(asked),
    )


def _kind(asked: _Asked) -> Alike:
    """The question as one of many that differ in metric and period."""
    marks, period = Marks(), asked.period
    metric = marks.put(asked.metric)
    marked = Period(marks.put(period.first), marks.put(period.end))
    kind = replace(asked, metric=metric, period=marked)
    return Alike(("cells", kind), marks.values, lambda answers: _cells(answers, kind, None))


def _cells(answers: ir.Table, asked: _Asked, people: People) -> ir.Table:
    told = _told(answers, asked.metric, asked.period, people=people, together=asked.together)
    told = told.mutate(**{name: part_within(told, name) for name in asked.within})
    counted = counted_answers(told, which=asked.which, within=asked.within, end=asked.period.end)
    return count_by_score(counted, by=(*asked.within, *BY))


def _mark(people: People) -> tuple[int, int] | None:
    """Tells groups apart in memory without keeping all their numbers there."""
    return None if people is None else (len(people), hash(people))


def _told(
    answers: ir.Table, metric: str, period: Period, *, people: People, together: Together
) -> ir.Table:
    """The answers of a period as they may be shown; of some people those to named surveys."""
    found = answers_within(answers, metric=metric, first=period.first, end=period.end)
    if people is None:
        return hushed(found, together, first=period.first, end=period.end)
    wanted = pa.table({"person_id": pa.array(sorted(people), type=pa.int64())})
    return named_only(found, together).semi_join(ibis.memtable(wanted), "person_id")
