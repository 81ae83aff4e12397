"""Numbers by stream and day, read for the looks."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import numpy as np
from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from emptychair.accounts.access import Access
from emptychair.alerts.rules.coverage import DAYS as HEARD_DAYS
from emptychair.alerts.rules.looking import ANSWERS_TAKE
from emptychair.alerts.rules.material import Block, MonthHeard, Stream
from emptychair.customers.models import Person
from emptychair.customers.queries.gone import people_away
from emptychair.customers.rules.away import Away
from emptychair.kit.periods import Period, local_day, months_between
from emptychair.metrics.queries.cubes import CubeRow, cube
from emptychair.metrics.rules.scoring import RANGES, UNITS, sign_of
from emptychair.surveys.models import Invitation, Response
from emptychair.surveys.queries.privacy import private_surveys

LEAST_ANSWERS = 60  # in all the days that are read: fewer are no stream
MOST_SEGMENTS = 20
Cell = tuple[Stream, date, float, float, float, float]  # n, sum, sum of squares, low
SLACK = 5  # of the range: an answer's spread is never taken for less than a fifth of it


def score_block(access: Access, metric: str, period: Period) -> Block | None:
    """The company, each touchpoint and each segment; nothing where too few answered."""
    found = cube(access, metric, period, by=("day", "touchpoint", "segment"), which="all")
    cells: list[Cell] = []
    for row in found.rows:
        day, touchpoint, segment = row.key
        sums = _sums(metric, row)
        cells.append((Stream("company", "", metric), day, *sums))
        if touchpoint is not None:
            cells.append((Stream("touchpoint", str(touchpoint), metric), day, *sums))
        if segment:
            cells.append((Stream("segment", segment, metric), day, *sums))
    return _block(period, cells, metric=metric, least=LEAST_ANSWERS)


def one_stream(access: Access, stream: Stream, period: Period) -> Block | None:
    """A single one, for its page."""
    filters: dict[str, list[int | str]] = {}
    if stream.place_kind == "touchpoint":
        filters = {"touchpoint": [int(stream.place)]}
    elif stream.place_kind == "segment":
        filters = {"segment": [stream.place]}
    found = cube(access, stream.metric, period, by=("day",), filters=filters, which="all")
    cells = [(stream, row.key[0], *_sums(stream.metric, row)) for row in found.rows]
    return _block(period, cells, metric=stream.metric, least=0)


def rate_block(access: Access, period: Period, *, survey_id: int | None = None) -> Block | None:
    """Of each survey: how many were asked on a day, and how many of them answered in two weeks."""
    start, end = period.moments(access.workspace.zone)
    asked = (
        Invitation.objects.visible_to(access)
        .counted()
        .filter(asked_at__gte=start, asked_at__lt=end)
    )
    if survey_id is not None:
        asked = asked.filter(survey=survey_id)
    soon = Q(answered_at__lte=F("asked_at") + ANSWERS_TAKE)
    rows = (
        asked.annotate(day=TruncDate("asked_at", tzinfo=access.workspace.zone))
        .values_list("survey_id", "day")
        .order_by()
        .annotate(n=Count("pk"), answered=Count("pk", filter=soon))
    )
    cells: list[Cell] = [
        (Stream("survey", str(survey)), day, n, 100.0 * answered, 1e4 * answered, n - answered)
        for survey, day, n, answered in rows
    ]
    return _block(period, cells, metric="", least=LEAST_ANSWERS)


def tag_block(access: Access, period: Period, answers: Iterable[Block]) -> Block | None:
    """How many answers of each day carry a tag, those to private surveys left out; of all that have
    scores.
    """
    start, end = period.moments(access.workspace.zone)
    tagged = Response.objects.visible_to(access).counted().exclude(tags=[])
    tagged = tagged.filter(answered_at__gte=start, answered_at__lt=end)
    tagged = tagged.exclude(survey__in=private_surveys(access))
    counted: dict[tuple[str, int], int] = defaultdict(int)
    for tags, moment in tagged.values_list("tags", "answered_at").iterator():
        column = (local_day(moment, access.workspace.zone) - period.first).days
        for tag in set(json.loads(tags) if isinstance(tags, str) else tags):
            counted[str(tag)[:120], column] += 1
    if not counted:
        return None
    tags = sorted({tag for tag, _column in counted})
    low = np.zeros((len(tags), period.days))
    for (tag, column), n in counted.items():
        low[tags.index(tag), column] = n
    whole = np.zeros(period.days)
    for block in answers:
        whole += block.n[0]
    n_all = np.maximum(np.repeat(whole[None, :], len(tags), axis=0), low)
    none = np.zeros_like(low)
    return Block(period.first, tuple(Stream("tag", tag) for tag in tags), n_all, none, none, low)


def heard_in_months(access: Access, period: Period) -> tuple[MonthHeard, ...]:
    """For each first of a month in the period: the last 90 days against those a year earlier."""
    months = [one.first for one in months_between(period.first, period.end)]
    months = [first for first in months if first in period]
    if not months:
        return ()
    people = Person.objects.visible_to(access).filter(merged_into__isnull=True)
    away, zone = people_away(access), access.workspace.zone
    there = [
        (pk, joined_on or local_day(created_at, zone), away.get(pk, []))
        for pk, joined_on, created_at in people.values_list(
            "pk", "joined_on", "created_at"
        ).iterator()
    ]
    answered = _answered(access, Period(months[0] - timedelta(days=365 + HEARD_DAYS), months[-1]))
    return tuple(_month(first, there, answered) for first in months)


def _answered(access: Access, period: Period) -> Mapping[date, set[int]]:
    start, end = period.moments(access.workspace.zone)
    rows = Response.objects.visible_to(access).counted()
    rows = rows.filter(answered_at__gte=start, answered_at__lt=end, person__isnull=False)
    found: dict[date, set[int]] = defaultdict(set)
    for person, moment in rows.values_list("person_id", "answered_at").iterator():
        if person is not None:
            found[local_day(moment, access.workspace.zone)].add(person)
    return found


def _month(
    first: date, there: list[tuple[int, date, list[Away]]], answered: Mapping[date, set[int]]
) -> MonthHeard:
    sizes = []
    for end in (first, first - timedelta(days=365)):
        begun = end - timedelta(days=HEARD_DAYS)
        customers = {
            pk
            for pk, joined, away in there
            if joined <= begun and not any(one.touches(begun, end) for one in away)
        }
        said: set[int] = set()
        for back in _BACK:
            said |= answered.get(end - timedelta(days=back), set())
        sizes += [len(customers), len(customers & said)]
    return MonthHeard(first, *sizes)


_BACK = range(1, HEARD_DAYS + 1)


def _sums(metric: str, row: CubeRow) -> tuple[float, float, float, float]:
    """How many, sum, sum of squares, low ones; in the unit of the metric."""
    n = total = squares = low = 0.0
    for score, count in row.by_score.items():
        sign = sign_of(metric, score)
        unit = UNITS[metric]
        value = 100.0 * sign if unit == "points" else 100.0 * (sign == 1)
        value = float(score) if unit == "mean" else value
        n, total, squares = n + count, total + count * value, squares + count * value**2
        low += count * (sign == -1)
    return n, total, squares, low


def _block(period: Period, cells: list[Cell], *, metric: str, least: int) -> Block | None:
    """Streams with enough answers; of segments the largest."""
    sizes: dict[Stream, float] = defaultdict(float)
    for stream, _day, n, *_rest in cells:
        sizes[stream] += n
    segments = sorted(
        (one for one in sizes if one.place_kind == "segment"), key=lambda one: (-sizes[one], one)
    )
    left_out = set(segments[MOST_SEGMENTS:])
    streams = sorted(one for one in sizes if sizes[one] >= least and one not in left_out)
    if not streams:
        return None
    rows = {stream: row for row, stream in enumerate(streams)}
    sums = np.zeros((4, len(streams), period.days))
    for stream, day, *four in cells:
        column = (day - period.first).days
        if stream in rows and 0 <= column < period.days:
            sums[:, rows[stream], column] += four
    low, high = RANGES[metric] if metric else (0.0, 100.0)
    counted, total, squares, few = sums
    spread = (high - low) / SLACK
    return Block(period.first, tuple(streams), counted, total, squares, few, spread)
