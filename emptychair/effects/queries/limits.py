"""Series whose plan overlooks what a series can tell: said at once, not when they are judged."""

from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.effects.models import EffectDesign
from emptychair.effects.queries.designs import undecided
from emptychair.effects.queries.rows import rows_between
from emptychair.effects.rules.series import (
    FEWEST_AFTER,
    FEWEST_BEFORE,
    MOST_BEFORE,
    alone,
    last_day_of,
    series_of,
)
from emptychair.effects.types import Design, DueRow, SeriesLimit, Unreadable
from emptychair.kit.periods import month_of, months_later
from emptychair.kit.prepared import ANEW

MOST_READ = 10  # each is read from its answers


def series_limit(access: Access, design: EffectDesign, *, today: date) -> SeriesLimit | None:
    """What the plan of one series overlooks. None: nothing, another design, or it is over.

    Months or weeks follows from the answers before the start, as far as they are there.
    """
    access.require(Permission.SCORE_READ)
    if design.design != Design.SERIES or design.ends_on <= today:
        return None
    start = min(today, design.starts_on)
    rows = rows_between(
        access, metric=design.metric, first=months_later(month_of(start).first, -MOST_BEFORE),
        end=start, touchpoint_id=design.touchpoint_id, segment=design.segment,
    )  # fmt: skip
    seen = series_of(rows, starts_on=start, last=start - timedelta(days=1))

    def told(why: Unreadable, points: int) -> SeriesLimit:
        day = last_day_of(points, starts_on=design.starts_on, step=seen.step)
        return SeriesLimit(why, seen.step, seen.before, day)

    if seen.before < FEWEST_BEFORE and today >= design.starts_on:
        return told(Unreadable.PAST, FEWEST_AFTER)
    most = alone(design.starts_on)[seen.step][1]
    short, long = told(Unreadable.SHORT, FEWEST_AFTER), told(Unreadable.LONG, most)
    if design.ends_on < short.day:
        return short
    return long if design.ends_on > long.day else None


def effects_waiting(access: Access, *, today: date, limit: int) -> list[DueRow]:
    """Undecided designs whose day of the verdict has come, the oldest first; then, for who may see
    scores, series still watched that cannot be read as planned. One query finds both.
    """
    access.require(Permission.INITIATIVE_READ)
    series = access.may(Permission.SCORE_READ)
    rows = _waiting(access, today=today, series=series, limit=limit)
    due = [_due_row(one) for one in rows if one.ends_on <= today]
    watched = [one for one in rows if one.ends_on > today][:MOST_READ]
    told = ((one, series_limit(access, one, today=today)) for one in watched)
    return due + [replace(_due_row(one), limit=beyond) for one, beyond in told if beyond]


@prepared(today=date, series=ANEW, limit=ANEW)
def _waiting(access: Access, *, today: date, series: bool, limit: int) -> QuerySet[EffectDesign]:
    asked = Q(ends_on__lte=today)
    if series:
        asked |= Q(design=Design.SERIES.value)
    found = undecided(access).filter(asked).select_related("initiative")
    return found.order_by("ends_on", "pk")[:limit]


def _due_row(design: EffectDesign) -> DueRow:
    """What Today tells about a design."""
    one = design.initiative
    return DueRow(one.number, one.title, design.ends_on, one.owner_id, one.team_id)
