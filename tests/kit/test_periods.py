from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.kit.periods import (
    Period,
    day_of,
    fiscal_quarter_of,
    fiscal_year_of,
    local_day,
    month_of,
    months_between,
    months_later,
    start_of_day,
    week_of,
)

TOKYO, BERLIN, HAVANA = (
    ZoneInfo(name) for name in ("Asia/Tokyo", "Europe/Berlin", "America/Havana")
)
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


def test_an_evening_in_utc_is_the_next_day_in_tokyo():
    moment = datetime(2026, 3, 31, 15, 0, tzinfo=UTC)
    assert local_day(moment, TOKYO) == date(2026, 4, 1)
    assert local_day(moment - timedelta(seconds=1), TOKYO) == date(2026, 3, 31)


def test_a_moment_without_a_zone_is_not_guessed():
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 3, 31), TOKYO)


def test_the_day_summer_time_begins_has_23_hours():
    begin, end = day_of(date(2026, 3, 29)).moments(BERLIN)
    assert end - begin == timedelta(hours=23)


def test_where_midnight_is_skipped_the_day_starts_at_one():
    start = start_of_day(date(2026, 3, 8), HAVANA)
    assert start.astimezone(HAVANA).hour == 1
    assert local_day(start, HAVANA) == date(2026, 3, 8)
    assert local_day(start - timedelta(seconds=1), HAVANA) == date(2026, 3, 7)


def test_a_japanese_fiscal_year_begins_in_april():
    assert fiscal_year_of(date(2026, 3, 31), first_month=4).first == date(2025, 4, 1)
    assert fiscal_year_of(date(2026, 4, 1), first_month=4) == Period(
        date(2026, 4, 1), date(2027, 4, 1)
    )
    assert fiscal_year_of(date(2026, 4, 1), first_month=4).last == date(2027, 3, 31)


def test_quarters_follow_the_fiscal_year():
    assert fiscal_quarter_of(date(2026, 1, 15), first_month=4).first == date(2026, 1, 1)
    assert fiscal_quarter_of(date(2026, 1, 15), first_month=2).first == date(2025, 11, 1)


def test_a_fiscal_year_that_begins_in_month_13_is_refused():
    with pytest.raises(ValueError, match="13"):
        fiscal_year_of(date(2026, 1, 1), first_month=13)


def test_an_empty_period_is_refused():
    with pytest.raises(ValueError, match="after it begins"):
        Period(date(2026, 1, 1), date(2026, 1, 1))


def test_months_between_include_the_month_that_is_only_touched():
    found = months_between(date(2025, 12, 31), date(2026, 2, 2))
    assert [month.first.month for month in found] == [12, 1, 2]
    assert months_between(date(2026, 1, 1), date(2026, 1, 1)) == []


@given(days, st.integers(1, 12))
def test_every_day_lies_in_its_own_periods(day, first_month):
    for period in (
        day_of(day),
        week_of(day),
        month_of(day),
        fiscal_quarter_of(day, first_month=first_month),
        fiscal_year_of(day, first_month=first_month),
    ):
        assert day in period
        assert period.end not in period
        assert day in Period(period.first, period.end)
    quarter = fiscal_quarter_of(day, first_month=first_month)
    year = fiscal_year_of(day, first_month=first_month)
    assert year.first <= quarter.first < quarter.end <= year.end
    assert week_of(day).first.weekday() == 0
    assert week_of(day).days == 7


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)))
def test_a_moment_lies_between_the_edges_of_its_local_day(naive):
    moment = naive.replace(tzinfo=UTC)
    for zone in (TOKYO, BERLIN):
        begin, end = day_of(local_day(moment, zone)).moments(zone)
        assert begin <= moment < end


@given(days, st.integers(-500, 500))
def test_going_months_forth_and_back_returns(day, months):
    first = day.replace(day=1)
    if 1900 < first.year + months / 12 < 2200:
        assert months_later(months_later(first, months), -months) == first
