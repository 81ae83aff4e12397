"""Hours needed against hours there, colleague by colleague, and what to move."""

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.accounts.queries import members_of
from emptychair.kit.errors import NotFound
from emptychair.kit.once import once_a_look
from emptychair.kit.periods import Period, local_day
from emptychair.loop.models import Case
from emptychair.loop.rules.calendars import calendar_of
from emptychair.touch.models import CustomerTouch, MemberHours, TimeOff
from emptychair.touch.queries.customers import customer_rows
from emptychair.touch.queries.facts import hours_a_case
from emptychair.touch.queries.settings import settings_of
from emptychair.touch.rules.capacity import YEAR, days_worked, hours_needed, hours_there
from emptychair.touch.types import Load, Move, Off, Tier

WEEKS = 4
MOST_MOVES = 8


def capacity_of(access: Access, *, now: datetime, weeks: int = WEEKS) -> list[Load]:
    """Everybody's hours in the weeks to come, the fullest first; last the customers of nobody."""
    access.require(Permission.CUSTOMER_READ)
    today = local_day(now, access.workspace.zone)
    period = Period(today, today + timedelta(weeks=weeks))
    settings = settings_of(access)
    hours = settings.hours or {}
    tiers, cases = _tiers(access), _cases(access, today)
    weekly = weekly_hours(access)
    there = _there(access, period, weekly)
    found = []
    for user_id, name in [*((one.user_id, one.name) for one in members_of(access)), (None, "")]:
        by_tier = tiers.get(user_id, {})
        if not by_tier and user_id not in weekly and user_id not in cases:
            continue
        for_cases = cases.get(user_id, 0.0)
        days, off = there.get(user_id, (None, 0))
        found.append(
            Load(
                user_id=user_id,
                name=name,
                customers=sum(by_tier.values()),
                by_tier=by_tier,
                needed=hours_needed(by_tier, hours, period.days) + for_cases,
                for_cases=for_cases,
                there=days,
                days_off=off,
                weekly=weekly.get(user_id) if user_id else None,
            )
        )
    found.sort(key=lambda one: (one.user_id is None, -one.over, one.room, one.name))
    return found


def moves_for(access: Access, load: Load, loads: Collection[Load], *, weeks: int) -> list[Move]:
    """Customers of somebody over-full who would fit with a colleague: those who leave least of
    their margin first, each to whoever has most room.
    """
    access.require(Permission.CUSTOMER_READ)
    settings = settings_of(access)
    if not load.over or settings.hours is None:
        return []
    room = {one.user_id: one.room for one in loads if one.user_id and one.user_id != load.user_id}
    names = {one.user_id: one.name for one in loads}
    rows = CustomerTouch.objects.visible_to(access).filter(owner=load.user_id).exclude(tier="")
    rows = rows.exclude(tier=Tier.TECH).order_by("left", "pk")[:MOST_MOVES]
    found, missing = [], load.over
    for row in customer_rows(access, rows):
        if missing <= 0:
            break
        hours = settings.hours[row.tier] * weeks * 7 / YEAR
        to = max(room, key=lambda one: (room[one], -(one or 0)), default=None)
        if to is not None and room[to] < hours:
            to = None
        if to is not None:
            room[to] -= hours
        missing -= hours
        found.append(Move(row=row, hours=hours, to_id=to, to=names.get(to, "") if to else ""))
    return found


@once_a_look
def weekly_hours(access: Access) -> dict[int, float]:
    """Hours a week by colleague."""
    access.require(Permission.CUSTOMER_READ)
    rows = MemberHours.objects.visible_to(access).order_by("user_id")
    return dict(rows.values_list("user_id", "weekly"))


def times_off(access: Access, *, today: date) -> list[Off]:
    """Days away that are not over."""
    access.require(Permission.CUSTOMER_READ)
    rows = TimeOff.objects.visible_to(access).filter(last__gte=today).select_related("user")
    return [
        Off(
            id=row.pk,
            user_id=row.user_id,
            name=str(row.user),
            first=row.first,
            last=row.last,
            note=row.note,
        )
        for row in rows.order_by("first", "pk")
    ]


def time_off_with_id(access: Access, off_id: int) -> TimeOff:
    """One of them. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_READ)
    row = TimeOff.objects.visible_to(access).filter(pk=off_id).first()
    if row is None:
        raise NotFound
    return row


def _tiers(access: Access) -> dict[int | None, dict[str, int]]:
    rows = CustomerTouch.objects.visible_to(access).order_by()
    found: dict[int | None, dict[str, int]] = defaultdict(dict)
    for owner_id, tier, n in rows.values_list("owner_id", "tier").annotate(n=Count("pk")):
        found[owner_id][tier] = n
    return dict(found)


def _cases(access: Access, today: date) -> dict[int | None, float]:
    """Hours that the open cases will take, by what cases took before."""
    mean = hours_a_case(access, today=today)
    if mean is None:
        return {}
    # Counted here: asked to group them, SQLite goes through the closed ones too.
    return {assignee_id: n * mean for assignee_id, n in Counter(_assignees(access)).items()}


@prepared()
def _assignees(access: Access) -> QuerySet[Case, Any]:
    rows = Case.objects.visible_to(access).unclosed().filter(assignee__isnull=False).order_by()
    return rows.values_list("assignee_id", flat=True)


def _there(
    access: Access, period: Period, weekly: dict[int, float]
) -> dict[int | None, tuple[float, int]]:
    calendar = calendar_of(access.workspace)
    off = TimeOff.objects.visible_to(access).filter(last__gte=period.first, first__lt=period.end)
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for user_id, first, last in off.values_list("user_id", "first", "last"):
        away[user_id].append((first, last))
    found: dict[int | None, tuple[float, int]] = {}
    for user_id, hours in weekly.items():
        spans = away[user_id]

        def is_off(day: date, spans: list[tuple[date, date]] = spans) -> bool:
            return day in calendar.holidays or any(a <= day <= b for a, b in spans)

        worked, missed = days_worked(period, calendar.work_days, is_off)
        found[user_id] = (hours_there(hours, calendar.work_days, worked), missed)
    return found
