"""Deadlines count the hours in which people work."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.loop.rules.calendars import calendar_of
from emptychair.loop.rules.deadlines import (
    EPOCH,
    Calendar,
    deadline_of,
    due_after,
    next_working_day,
    working_seconds,
    working_time,
)
from emptychair.loop.types import Urgency

TOKYO = ZoneInfo("Asia/Tokyo")


def japan(**changes):
    plain = {
        "country": "JP",
        "work_days": "01234",
        "work_from": time(9),
        "work_to": time(18),
        "zone": TOKYO,
    }
    return calendar_of(SimpleNamespace(**(plain | changes)))


def at(*moment):
    return datetime(*moment, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        (at(2026, 11, 24, 10), 4, at(2026, 11, 24, 14)),  # a Tuesday
        (at(2026, 11, 24, 16), 4, at(2026, 11, 25, 11)),  # over the night
        (at(2026, 11, 27, 17), 9, at(2026, 11, 30, 17)),  # over the weekend
        (at(2026, 11, 22, 9), 4, at(2026, 11, 24, 13)),  # Sunday, then Labour Thanksgiving Day
        (at(2026, 11, 24, 5), 9, at(2026, 11, 24, 18)),  # before work: the whole day, to its end
        (at(2026, 4, 28, 17), 9, at(2026, 4, 30, 17)),  # over Shōwa Day
    ],
)
def test_a_deadline_skips_nights_weekends_and_public_holidays(start, hours, due):
    assert due_after(start, timedelta(hours=hours), japan()) == due


def test_what_is_urgent_has_four_hours_and_what_has_time_three_days():
    tuesday = at(2026, 11, 24, 9)
    assert deadline_of(Urgency.HIGH, tuesday, japan()) == at(2026, 11, 24, 13)
    assert deadline_of(Urgency.NORMAL, tuesday, japan()) == at(2026, 11, 24, 18)
    assert deadline_of(Urgency.LOW, tuesday, japan()) == at(2026, 11, 26, 18)


@pytest.mark.parametrize(
    ("today", "next_day"),
    [
        (date(2026, 11, 24), date(2026, 11, 25)),  # Tuesday
        (date(2026, 11, 27), date(2026, 11, 30)),  # Friday
        (date(2026, 11, 20), date(2026, 11, 24)),  # before a long weekend
        (date(2026, 5, 1), date(2026, 5, 7)),  # before Golden Week
    ],
)
def test_the_next_working_day_is_no_weekend_and_no_holiday(today, next_day):
    assert next_working_day(today, japan()) == next_day


def test_a_shop_that_works_on_weekends_goes_on_tomorrow():
    shop = japan(work_days="0123456", country="")
    assert next_working_day(date(2026, 11, 27), shop) == date(2026, 11, 28)
    assert next_working_day(date(2026, 11, 27), japan(work_days="")) == date(2026, 11, 28)


def test_holidays_are_those_of_the_country_and_an_unknown_country_has_none():
    thanksgiving = at(2026, 11, 23, 10)  # a Monday
    assert due_after(thanksgiving, timedelta(hours=1), japan()) == at(2026, 11, 24, 10)
    for country in ("DE", "XX", ""):
        open_there = japan(country=country)
        assert due_after(thanksgiving, timedelta(hours=1), open_there) == at(2026, 11, 23, 11)


def test_a_workspace_in_which_nobody_ever_works_still_has_deadlines():
    start = at(2026, 11, 24, 10)
    for never in (japan(work_days=""), japan(work_from=time(18), work_to=time(9))):
        assert due_after(start, timedelta(hours=4), never) == start + timedelta(hours=4)


def test_the_hour_that_summer_time_takes_is_not_worked():
    paris = Calendar(
        zone=ZoneInfo("Europe/Paris"),
        work_days=frozenset(range(7)),
        work_from=time(0),
        work_to=time(12),
    )
    start = datetime(2026, 3, 28, 23, tzinfo=UTC)  # midnight there, clocks go forward at two
    assert due_after(start, timedelta(hours=11), paris) == start + timedelta(hours=11)


moments = st.datetimes(
    min_value=datetime(2024, 1, 1), max_value=datetime(2028, 12, 31), timezones=st.just(UTC)
)
hours = st.integers(min_value=1, max_value=60 * 40).map(lambda minutes: timedelta(minutes=minutes))
calendars = st.builds(
    Calendar,
    zone=st.sampled_from([TOKYO, ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York"), UTC]),
    work_days=st.frozensets(st.integers(0, 6), min_size=1),
    work_from=st.times(min_value=time(5), max_value=time(11)),
    work_to=st.times(min_value=time(12), max_value=time(22)),
    holidays=st.frozensets(st.dates(datetime(2024, 1, 1).date(), datetime(2028, 12, 31).date())),
)


@given(st.lists(st.tuples(moments, moments), max_size=6), calendars)
def test_many_pairs_at_once_have_the_working_time_of_each(pairs, calendar):
    starts, ends = (
        np.array([(one - EPOCH) // timedelta(microseconds=1) for one in some], dtype=np.int64)
        for some in (zip(*pairs, strict=True) if pairs else ((), ()))
    )
    told = [working_time(start, end, calendar).total_seconds() for start, end in pairs]
    assert working_seconds(starts, ends, calendar).tolist() == pytest.approx(told)


def test_where_nobody_ever_works_no_working_time_passes():
    never = Calendar(
        zone=TOKYO, work_days=frozenset(), work_from=time(9), work_to=time(18), holidays=()
    )
    assert working_seconds(np.array([0]), np.array([10**12]), never).tolist() == [0]


@given(moments, hours, calendars)
def test_exactly_so_much_working_time_lies_before_the_deadline(start, length, calendar):
    due = due_after(start, length, calendar)
    assert due >= start + length
    assert working_time(start, due, calendar) == length


@given(moments, hours, calendars)
def test_a_deadline_falls_into_working_hours(start, length, calendar):
    due = due_after(start, length, calendar)
    shift = calendar.hours_of(due.astimezone(calendar.zone).date())
    assert shift
    assert shift[0] < due <= shift[1]


@given(moments, hours, hours, calendars)
def test_more_work_and_a_later_start_never_come_earlier(start, length, more, calendar):
    due = due_after(start, length, calendar)
    assert due_after(start, length + more, calendar) > due
    assert due_after(start + more, length, calendar) >= due
