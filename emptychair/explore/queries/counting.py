"""Counts for a question: answers by score under the tokens of the dimensions asked for.

Private surveys count apart from the others, by what they may be shown together as: whole months
of a survey at a touchpoint, each with enough answers, every answer counted. Whatever is asked is
a union of those, so no two tables can be subtracted from one another to reach fewer people.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import product
from typing import Any, Literal

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.dimensions.customers import Facts
from emptychair.explore.queries.dimensions.dimension import Dimension
from emptychair.explore.types import Question
from emptychair.kit.periods import Period
from emptychair.metrics.queries.cubes import ALONE, Beside, Cube, CubeAsked, Filters, Joined, cubes
from emptychair.metrics.queries.groups import people_of_group
from emptychair.surveys.models import Survey
from emptychair.surveys.types.together import Together

Tokens = tuple[str, ...]
Part = tuple[str, ...]  # dimensions of a table that are kept; the others are added up
People = frozenset[int] | None
ATOM = ("survey", "touchpoint", "month")  # what a private survey is shown together as
NO_SURVEY = 0
# Columns of answers that facts are joined by; those of customers and cases have none.
ON_ANSWERS: dict[str, Literal["person_id", "company_id", "id"]] = {
    "person_id": "person_id",
    "company_id": "company_id",
    "id": "id",
}


@dataclass(slots=True)
class Counts:
    """Answers by score under the tokens of the dimensions, in their order."""

    cells: dict[Tokens, Counter[int]] = field(default_factory=dict)
    as_of: datetime | None = None
    from_daily_counts: bool = True

    def note(self, found: Cube) -> None:
        """Keep as of when, and from what, it was counted."""
        self.as_of = min(self.as_of or found.as_of, found.as_of)
        self.from_daily_counts &= found.read == "daily counts"


@dataclass(frozen=True, slots=True)
class Asking:
    """A question being counted: its dimensions in order, and its filters."""

    question: Question
    dimensions: tuple[Dimension, ...]
    filters: tuple[tuple[Dimension, str], ...]
    together: Together  # of private surveys
    tells_private_apart: bool  # the whole table asks for parts of them that are never shown

    @property
    def everything(self) -> tuple[Dimension, ...]:
        """Those of rows, columns and filters."""
        return (*self.dimensions, *(one for one, _token in self.filters))

    def times_of(self, part: Part) -> tuple[str, ...]:
        """The parts of time that a part of the table asks for."""
        kept = (one for one in self.dimensions if one.name in part and one.counts_again)
        return tuple(sorted({name for one in kept for name in one.by}))


@dataclass(frozen=True, slots=True)
class _Job:
    """A cube that is asked, and the parts of the table that are made of it."""

    period: int  # its place among the periods
    fixed: dict[str, str]  # tokens that are known before it is counted
    parts: tuple[Part, ...]
    asked: CubeAsked


def asking_of(
    access: Access, catalogue: Catalogue, question: Question, names: Sequence[str]
) -> Asking:
    """The question by these dimensions, with those of its filters. A total leaves out what its
    table leaves out.
    """
    access.require(Permission.SCORE_READ)
    every = (*question.dimensions, *(name for name, _token in question.filters))
    return Asking(
        question=question,
        dimensions=tuple(catalogue[name] for name in names),
        filters=tuple((catalogue[name], token) for name, token in question.filters),
        together=catalogue.together,
        tells_private_apart=not all(catalogue[name].is_atomic for name in every),
    )


def counted(
    access: Access,
    asking: Asking,
    metrics: Sequence[str],
    periods: Sequence[Period],
    parts: Sequence[Part],
) -> list[dict[Part, Counts]]:
    """The counts of each period for each part of the table, in as few readings as possible.

    A part that leaves out months is not the sum of its months, where of each person the latest of
    each counts: it is counted beside them.
    """
    found = [{part: Counts() for part in parts} for _period in periods]
    jobs = list(_jobs(access, asking, metrics, periods, parts))
    for job, told in zip(jobs, cubes(access, [one.asked for one in jobs]), strict=True):
        times = [asking.times_of(asking.question.dimensions), *job.asked.also]
        for part in job.parts:
            wanted = asking.times_of(part)
            cube = told[times.index(wanted)] if job.asked.also else told[0]
            _add(found[job.period][part], asking, part, job.fixed, cube)
    return found


def _jobs(
    access: Access,
    asking: Asking,
    metrics: Sequence[str],
    periods: Sequence[Period],
    parts: Sequence[Part],
) -> Iterator[_Job]:
    """Who is in several saved segments counts in each, and once where none is asked for."""
    for by_group in (True, False):
        mine = tuple(part for part in parts if ("group" in part) == by_group)
        groups = _groups(access, asking, by_group=by_group) if mine else ()
        for fixed, people in groups:
            for place, period in enumerate(periods):
                for asked in cubes_asked(access, asking, period, people=people, parts=mine):
                    for metric in metrics:
                        yield _Job(place, fixed, mine, replace(asked, metric=metric))


def cubes_asked(
    access: Access,
    asking: Asking,
    period: Period,
    *,
    people: People = None,
    parts: Sequence[Part] = (),
) -> Iterator[CubeAsked]:
    """One for the named surveys, and one for the private where these may be told apart so; of a
    metric to be named.
    """
    days = _narrowed(asking, period)
    if days is None:
        return
    plain = CubeAsked(
        period=days,
        by=tuple(dict.fromkeys(name for one in asking.dimensions for name in one.by)),
        filters=_filters(asking),
        which=asking.question.which,
        beside=Beside(_joined(asking), people),
        also=_also(asking, parts),
    )
    if not asking.together.least:
        yield plain
        return
    yield replace(plain, filters=_among(plain.filters, _named_surveys(access, asking)))
    months = asking.together.months(days.first, days.end)
    if asking.tells_private_apart or people is not None or months is None:
        return
    yield replace(
        plain,
        period=months,
        by=tuple(dict.fromkeys((*plain.by, *ATOM))),
        filters=_among(plain.filters, asking.together.surveys),
        which="all",
        beside=ALONE,
        also=(),
    )


def _joined(asking: Asking) -> tuple[Joined, ...]:
    return tuple(
        Joined(one.column, on, one.known.values, one.known.mark, one.known.in_order)
        for one in dict.fromkeys(asking.everything)
        if isinstance(one, Facts) and (on := ON_ANSWERS.get(one.fact.on))
    )


def _also(asking: Asking, parts: Sequence[Part]) -> tuple[tuple[str, ...], ...]:
    if asking.question.which == "all":
        return ()
    whole = asking.times_of(asking.question.dimensions)
    return tuple(dict.fromkeys(one for one in map(asking.times_of, parts) if one != whole))


def _named_surveys(access: Access, asking: Asking) -> list[int]:
    rows = Survey.objects.visible_to(access).exclude(pk__in=asking.together.surveys)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _among(filters: Filters, surveys: Sequence[int]) -> Filters:
    asked = filters.get("survey")
    kept = [one for one in surveys if asked is None or one in asked]
    return {**filters, "survey": kept or [NO_SURVEY]}


def _filters(asking: Asking) -> dict[str, list[Any]]:
    """Filters as cubes take them; two on the same thing keep what both allow."""
    found: dict[str, list[Any]] = {}
    for one, token in asking.filters:
        for name, values in one.filters(token).items():
            known = found.get(name)
            found[name] = [value for value in values if known is None or value in known]
    return found


def _narrowed(asking: Asking, period: Period) -> Period | None:
    days: Period | None = period
    for one, token in asking.filters:
        days = one.narrowed(token, days) if days else None
    return days


def _groups(
    access: Access, asking: Asking, *, by_group: bool
) -> Iterator[tuple[dict[str, str], People]]:
    """Each saved segment that is asked by, with who is in it; else everybody once."""
    within: People = None
    for one, token in asking.filters:
        if one.name == "group":
            people = people_of_group(access, _number(token))
            within = people if within is None else within & (people or frozenset())
    groups = [one for one in asking.dimensions if one.name == "group"]
    if not by_group:
        yield {}, within
        return
    for member in groups[0].choices():
        people = people_of_group(access, int(member.token)) or frozenset()
        yield {"group": member.token}, people if within is None else people & within


def _add(counts: Counts, asking: Asking, part: Part, fixed: dict[str, str], found: Cube) -> None:
    counts.note(found)
    dimensions = [one for one in asking.dimensions if one.name in part]
    for row in found.rows:
        key = dict(zip(found.by, row.key, strict=True))
        for score, n in row.by_score.items():
            if not all(one.keeps(token, found.metric, score) for one, token in asking.filters):
                continue
            each = (
                (fixed[one.name],) if one.name in fixed else one.tokens(key, found.metric, score)
                for one in dimensions
            )
            for tokens in product(*each):
                counts.cells.setdefault(tokens, Counter())[score] += n


def _number(token: str) -> int:
    return int(token) if token.isascii() and token.isdigit() else NO_SURVEY
