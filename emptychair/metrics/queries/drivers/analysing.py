"""From answers to what moves the score.

The same question about the same answers is computed once.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import numpy as np
from django.utils import timezone
from django.utils.translation import get_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.metrics.driver_types import (
    DriverQuestion,
    DriverRow,
    Drivers,
    LeftOutReason,
    LeftOutRow,
)
from emptychair.metrics.queries.drivers.columns import (
    DriverColumns,
    columns_of,
    live_drivers,
)
from emptychair.metrics.rules.drivers import points_of
from emptychair.stats import (
    DriverMap,
    DriverTable,
    ExpectedGain,
    PenaltyReward,
    TooFew,
    driver_importance,
    driver_table,
    expected_gains,
    importance_performance,
    penalty_reward,
)
from emptychair.stats.drivers.table import LEAST_ROWS
from emptychair.surveys.models import Survey
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.queries.privacy import shown_together
from emptychair.touchpoints.queries import touchpoints_of

KEPT_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class _Extras:
    """What is said beyond the shares, where there is enough to say it."""

    contrasts: dict[str, PenaltyReward]
    gains: dict[str, ExpectedGain]
    map: DriverMap | None


_kept: OrderedDict[tuple[Any, ...], Drivers] = OrderedDict()
_lock = Lock()


def drivers_of(access: Access, question: DriverQuestion) -> Drivers:
    """What moves the score of a survey, with intervals; `state` says why where nothing is told."""
    access.require(Permission.SCORE_READ)
    survey = survey_with_id(access, question.survey_id)
    live = live_drivers(access, question)
    key = (*live.version, question, survey.version, survey.metric, *_surroundings(access, question))
    known = _known(key)
    if known is None:
        known = _drivers(survey, question, columns_of(access, survey, question, live))
        if question.group_id is None:  # who is in a saved segment changes without any answer
            _keep(key, known)
    return replace(known, as_of=min(live.answers.as_of, live.beside.as_of))


def _known(key: tuple[Any, ...]) -> Drivers | None:
    with _lock:
        return _kept.get(key)


def _keep(key: tuple[Any, ...], found: Drivers) -> None:
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT_AT_MOST:
            _kept.popitem(last=False)


def _surroundings(access: Access, question: DriverQuestion) -> tuple[Any, ...]:
    """What changes the answer beside the answers themselves: words, and what is kept together."""
    names: list[tuple[int, str]] = []
    if question.source == "before":
        rows = [*touchpoints_of(access), *touchpoints_of(access, archived=True)]
        names = [(row.pk, row.name) for row in rows]
    return access.workspace.name, get_language(), shown_together(access), tuple(names)


def _drivers(survey: Survey, question: DriverQuestion, columns: DriverColumns) -> Drivers:
    bare = Drivers(
        question=question,
        metric=survey.metric,
        state="not_asked" if not columns.items else "too_few",
        scored=len(columns.scores),
        as_of=timezone.now(),
        items=columns.items,
    )
    try:
        table = driver_table(columns.scores, columns.drivers, people=columns.people.tolist())
    except TooFew:
        return replace(bare, left_out=tuple(_left(columns, name) for name in columns.items))
    return _told(bare, columns, table)


def _told(bare: Drivers, columns: DriverColumns, table: DriverTable) -> Drivers:
    found = driver_importance(table)
    extras = _extras(bare.metric, columns, table)
    points = {one.name: one for one in extras.map.points} if extras.map else {}
    rows = [
        DriverRow(
            item=columns.items[one.name],
            share=one,
            contrast=extras.contrasts.get(one.name),
            gain=extras.gains.get(one.name),
            point=points.get(one.name),
        )
        for one in found.drivers
    ]
    left_out = [
        LeftOutRow(item=columns.items[one.name], reason=one.reason, n=one.n)
        for one in found.left_out
    ]
    return replace(
        bare,
        state="told",
        n=found.n,
        rows=tuple(rows),
        left_out=tuple(left_out),
        r2=found.r2,
        exact=found.exact,
        lines=(extras.map.performance_line, extras.map.importance_line) if extras.map else None,
    )


def _extras(metric: str, columns: DriverColumns, table: DriverTable) -> _Extras:
    """Must-haves, gains and the map, each only where there is enough for it."""
    items = columns.items
    bands = {name: items[name].bands for name in table.names}
    known = {name: each for name, each in bands.items() if each is not None}
    contrasts: dict[str, PenaltyReward] = {}
    gains: dict[str, ExpectedGain] = {}
    try:
        contrasts = {one.name: one for one in penalty_reward(table, known)}
        points = points_of(metric, columns.scores)
        gains = {one.name: one for one in expected_gains(table, known, points)}
    except TooFew:
        pass
    if len(known) < len(table.names):  # a tag is there or not: there is no well and badly
        return _Extras(contrasts, gains, None)
    scales = {name: (items[name].lowest, items[name].highest) for name in table.names}
    try:
        return _Extras(contrasts, gains, importance_performance(table, scales))
    except TooFew:
        return _Extras(contrasts, gains, None)


def _left(columns: DriverColumns, name: str) -> LeftOutRow:
    n = int(np.isfinite(columns.drivers[name]).sum())
    reason: LeftOutReason = "few" if n < LEAST_ROWS else "seldom_together"
    return LeftOutRow(item=columns.items[name], reason=reason, n=n)
