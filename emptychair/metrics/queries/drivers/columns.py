"""Scores, and beside each what may have moved it: read by the engine, as columns of numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from emptychair.accounts.access import Access
from emptychair.analytics.live import LiveTable, live_tables
from emptychair.kit.once import once_a_look
from emptychair.metrics.datasets import LIVE_FURTHER, LIVE_TAGS
from emptychair.metrics.driver_types import DriverItem, DriverQuestion
from emptychair.metrics.expressions.counting import named_only
from emptychair.metrics.expressions.drivers import (
    Scored,
    further_numbers,
    scored_answers,
    scores_before,
)
from emptychair.metrics.queries.counts import answers_now
from emptychair.metrics.queries.drivers.items import place_items, question_items
from emptychair.metrics.queries.groups import people_of_group
from emptychair.metrics.rules.drivers import place_key
from emptychair.metrics.types import UNKNOWN
from emptychair.surveys.models import Survey
from emptychair.surveys.queries.privacy import shown_together
from emptychair.surveys.types.together import Together

BEFORE_DAYS = 180
Numbers = NDArray[np.float64]
Cell = tuple[int, str, float]  # answer, driver, number
Part = tuple[str, NDArray[np.int64], Numbers]  # of one driver: answers, and the number of each


@dataclass(frozen=True, slots=True)
class LiveDrivers:
    """What is read: the answers as they stand, and the table that holds the drivers."""

    answers: LiveTable
    beside: LiveTable

    @property
    def version(self) -> tuple[str, str]:
        """Another one after every change."""
        return self.answers.name, self.beside.name


@dataclass(frozen=True, slots=True)
class DriverColumns:
    """Answers with their person and score, and a column (NaN for a blank) for each driver."""

    ids: NDArray[np.int64]
    people: NDArray[np.int64]
    scores: Numbers
    drivers: dict[str, Numbers]
    items: dict[str, DriverItem]


def live_drivers(access: Access, question: DriverQuestion) -> LiveDrivers:
    """The tables behind a question, as they stand now."""
    answers = answers_now(access)
    beside = {"questions": further_now, "tags": _tags_now}.get(question.source)
    return LiveDrivers(answers, answers if beside is None else beside(access))


@once_a_look
def further_now(access: Access) -> LiveTable:
    """What answers hold beside the score, as it stands."""
    return live_tables().table(LIVE_FURTHER, access.workspace.pk, access.workspace.zone)


@once_a_look
def _tags_now(access: Access) -> LiveTable:
    return live_tables().table(LIVE_TAGS, access.workspace.pk, access.workspace.zone)


def columns_of(
    access: Access, survey: Survey, question: DriverQuestion, live: LiveDrivers
) -> DriverColumns:
    """Everything the analysis needs, one row for each answer that counts."""
    together = shown_together(access)
    answers = _answers(access, question, live, together)
    scored = scored_answers(answers, _scored(survey, question), together)
    rows = live_tables().read(scored.order_by("id"))
    ids = rows["id"].to_numpy().astype(np.int64)
    parts, items = _parts(access, survey, question, live, scored)
    return DriverColumns(
        ids=ids,
        people=rows["person"].to_numpy().astype(np.int64),
        scores=rows["score"].to_numpy().astype(np.float64),
        drivers=_columns(ids, parts, items, blank=0.0 if question.source == "tags" else np.nan),
        items=items,
    )


def _parts(
    access: Access,
    survey: Survey,
    question: DriverQuestion,
    live: LiveDrivers,
    scored: ir.Table,
) -> tuple[list[Part], dict[str, DriverItem]]:
    if question.source == "questions":
        rows = live_tables().read(further_numbers(live.beside.table, scored, survey.pk))
        return _further(rows), question_items(access, survey)
    if question.source == "tags":
        tagged = live.beside.table.semi_join(scored, "id").select("id", "tags")
        found = _by_driver(_tags(live_tables().read(tagged)))
        keys = sorted(key for key, _ids, _ones in found)
        return found, {key: DriverItem(key=key, label=key.removeprefix("tag:")) for key in keys}
    earlier = scores_before(
        live.answers.table,
        scored,
        days=BEFORE_DAYS,
        private=shown_together(access).surveys,
    )
    columns = ("response_id", "touchpoint_id", "metric", "number")
    rows = live_tables().read(earlier)  # once: another reading may tell them in another order
    places = list(zip(*(rows[name].to_pylist() for name in columns), strict=True))
    cells = ((answer, place_key(place, metric), number) for answer, place, metric, number in places)
    return _by_driver(cells), place_items(
        access, [(place, metric) for _id, place, metric, _n in places]
    )


def _further(rows: pa.Table) -> list[Part]:
    has_number = pc.is_valid(rows["number"])
    plain = rows.filter(has_number)
    answers, numbers = plain["response_id"].to_numpy(), plain["number"].to_numpy()
    keys = plain["question"].combine_chunks().dictionary_encode()
    places = keys.indices.to_numpy()
    parts = [
        (key, answers[places == place], numbers[places == place])
        for place, key in enumerate(keys.dictionary.to_pylist())
    ]
    return parts + _by_driver(_of_matrices(rows.filter(pc.invert(has_number))))


def _of_matrices(rows: pa.Table) -> Iterator[Cell]:
    columns = (rows[name].to_pylist() for name in ("response_id", "question", "cells"))
    for answer, key, cells in zip(*columns, strict=True):
        for row, point in msgspec.json.decode(cells or "{}").items():
            if isinstance(point, int | float) and not isinstance(point, bool):
                yield answer, f"{key}/{row}", float(point)


def _tags(rows: pa.Table) -> Iterator[Cell]:
    for answer, tags in zip(rows["id"].to_pylist(), rows["tags"].to_pylist(), strict=True):
        for tag in msgspec.json.decode(tags or "[]"):
            yield answer, f"tag:{tag}", 1.0


def _by_driver(cells: Iterable[Cell]) -> list[Part]:
    found: dict[str, tuple[list[int], list[float]]] = {}
    for answer, key, number in cells:
        answers, numbers = found.setdefault(key, ([], []))
        answers.append(answer)
        numbers.append(number)
    return [
        (key, np.array(answers, np.int64), np.array(numbers, np.float64))
        for key, (answers, numbers) in found.items()
    ]


def _columns(
    ids: NDArray[np.int64], parts: list[Part], items: dict[str, DriverItem], *, blank: float
) -> dict[str, Numbers]:
    found = {key: np.full(len(ids), blank) for key in items}
    for key, answers, numbers in parts:
        if key in found:
            found[key][np.searchsorted(ids, answers)] = numbers
    return found


def _scored(survey: Survey, question: DriverQuestion) -> Scored:
    filters: list[tuple[str, int | str | None]] = []
    if question.touchpoint_id is not None:
        filters.append(("touchpoint_id", question.touchpoint_id or None))
    for name in ("segment", "language", "channel"):
        value = getattr(question, name)
        if value:
            filters.append((name, "" if value == UNKNOWN else value))
    return Scored(
        survey_id=survey.pk,
        metric=survey.metric,
        first=question.period.first,
        end=question.period.end,
        which=question.which,
        filters=tuple(filters),
    )


def _answers(
    access: Access, question: DriverQuestion, live: LiveDrivers, together: Together
) -> ir.Table:
    """All of them, or those of a saved segment, where private surveys are left out."""
    people = people_of_group(access, question.group_id)
    if people is None:
        return live.answers.table
    wanted = pa.table({"person_id": pa.array(sorted(people), type=pa.int64())})
    named = named_only(live.answers.table, together)
    return named.semi_join(ibis.memtable(wanted), "person_id")
