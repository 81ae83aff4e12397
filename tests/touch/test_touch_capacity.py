"""Hours needed against hours there."""

from datetime import date, timedelta

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.kit.agenda import gather
from emptychair.kit.errors import Refused
from emptychair.kit.periods import Period
from emptychair.loop.models import EffortEntry
from emptychair.touch.errors import DaysInvalid, WeeklyInvalid
from emptychair.touch.models import CustomerTouch
from emptychair.touch.queries import capacity_of, moves_for, times_off
from emptychair.touch.rules.capacity import days_worked, hours_needed, hours_there
from emptychair.touch.services import (
    add_time_off,
    drop_time_off,
    refresh_touch,
    set_costs,
    set_weekly_hours,
)
from emptychair.touch.types import Settings
from tests.factories.customers import make_company
from tests.factories.loop import make_case
from tests.people import NOW

HOURS = {"high": 52.0, "low": 13.0, "tech": 0.0}


@pytest.fixture
def alice(people):
    access = access_of_user(people.alice, slug="kitchen")
    set_costs(access, Settings(hourly_cost=5_000.0, hours=HOURS))
    return access


def give(access, user, tier, count):
    for _each in range(count):
        make_company(access.workspace, owner=user)
    refresh_touch(access, now=NOW)
    CustomerTouch.objects.filter(owner=user, tier="").update(tier=tier)


def load_of(access, user):
    return next(one for one in capacity_of(access, now=NOW) if one.user_id == user.pk)


def test_four_weeks_of_high_touch_take_their_part_of_the_year(alice, people):
    give(alice, people.bob, "high", 10)
    assert load_of(alice, people.bob).needed == pytest.approx(10 * 52 * 28 / 365)
    assert hours_needed({"high": 1, "": 9}, HOURS, 365) == 52


def test_holidays_and_days_away_are_taken_off(alice, people):
    set_weekly_hours(alice, people.bob.pk, weekly=30)
    # Four weeks from Sunday 22 November 2026 in Japan: 23 November is a holiday.
    assert load_of(alice, people.bob).there == pytest.approx(30 / 5 * 19)
    row = add_time_off(alice, people.bob.pk, first=date(2026, 11, 24), last=date(2026, 11, 27))
    found = load_of(alice, people.bob)
    assert (found.there, found.days_off) == (pytest.approx(30 / 5 * 15), 5)
    drop_time_off(alice, row.pk)
    assert times_off(alice, today=NOW.date()) == []


def test_hours_that_nobody_entered_are_not_taken_for_none(alice, people):
    give(alice, people.bob, "high", 1)
    found = load_of(alice, people.bob)
    assert found.there is None
    assert found.over == 0


def test_open_cases_count_by_what_cases_took(alice, people):
    closed = make_case(people.workspace, state="closed", closed_at=NOW - timedelta(days=5))
    EffortEntry.objects.create(
        workspace=people.workspace, case=closed, kind="doing", minutes=90, spent_on=NOW.date()
    )
    for _each in range(2):
        make_case(people.workspace, assignee=people.bob)
    assert load_of(alice, people.bob).for_cases == pytest.approx(3)


def test_whoever_is_over_full_is_told_whom_to_hand_over_and_to_whom(alice, people):
    give(alice, people.bob, "high", 12)
    set_weekly_hours(alice, people.bob.pk, weekly=10)
    set_weekly_hours(alice, people.maya.pk, weekly=20)
    loads = capacity_of(alice, now=NOW)
    assert loads[0].user_id == people.bob.pk
    assert loads[0].over == pytest.approx(12 * 52 * 28 / 365 - 38)
    moves = moves_for(alice, loads[0], loads, weeks=4)
    assert {one.to_id for one in moves} == {people.maya.pk}
    assert sum(one.hours for one in moves) >= loads[0].over


def test_nobody_gets_more_than_they_have_room_for(alice, people):
    give(alice, people.bob, "high", 12)
    set_weekly_hours(alice, people.bob.pk, weekly=1)
    set_weekly_hours(alice, people.maya.pk, weekly=1)
    loads = capacity_of(alice, now=NOW)
    moves = moves_for(alice, loads[0], loads, weeks=4)
    assert moves
    assert all(one.to_id is None for one in moves)


def test_today_tells_the_one_who_is_over_full_and_whoever_runs_it(alice, people):
    give(alice, people.bob, "high", 20)
    set_weekly_hours(alice, people.bob.pk, weekly=5)

    def keys(user):
        found = gather(access_of_user(user, slug="kitchen"), now=NOW, limit=50)
        return [one.key for one in found if one.key.startswith("capacity:")]

    assert keys(people.bob) == keys(people.alice) == [f"capacity:{people.bob.pk}:2026-47"]
    assert keys(people.ana) == []


def test_one_enters_ones_own_hours_and_a_manager_those_of_all(people, alice):
    bob = access_of_user(people.bob, slug="kitchen")
    set_weekly_hours(bob, people.bob.pk, weekly=12)
    with pytest.raises(Refused):
        set_weekly_hours(bob, people.maya.pk, weekly=12)
    with pytest.raises(WeeklyInvalid):
        set_weekly_hours(alice, people.bob.pk, weekly=100)
    with pytest.raises(DaysInvalid):
        add_time_off(bob, people.bob.pk, first=date(2026, 12, 2), last=date(2026, 12, 1))


def test_days_worked_leave_out_the_weekend_once():
    week = Period(date(2026, 11, 23), date(2026, 11, 30))
    assert days_worked(week, {0, 1, 2, 3, 4}, lambda day: day.weekday() >= 4) == (4, 1)
    assert hours_there(20, {0, 1, 2, 3}, 2) == 10
