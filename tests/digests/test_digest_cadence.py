from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from emptychair.digests.rules.cadence import due_at, is_day, last_period, period_before, period_key
from emptychair.digests.words import run_words
from emptychair.kit.periods import Period

TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("cadence", "today", "first", "end", "key"),
    [
        ("week", date(2026, 11, 22), date(2026, 11, 9), date(2026, 11, 16), "2026-W46"),
        ("week", date(2027, 1, 4), date(2026, 12, 28), date(2027, 1, 4), "2026-W53"),
        ("month", date(2026, 11, 1), date(2026, 10, 1), date(2026, 11, 1), "2026-10"),
        ("quarter", date(2026, 11, 22), date(2026, 7, 1), date(2026, 10, 1), "2026-Q3"),
        ("fiscal_quarter", date(2026, 11, 22), date(2026, 7, 1), date(2026, 10, 1), "fy2026-Q2"),
        ("fiscal_quarter", date(2027, 4, 1), date(2027, 1, 1), date(2027, 4, 1), "fy2026-Q4"),
    ],
)
def test_a_report_tells_of_the_newest_days_that_are_over(cadence, today, first, end, key):
    period = last_period(cadence, today, first_month=4)
    assert (period.first, period.end) == (first, end)
    assert period_key(cadence, period, first_month=4) == key


def test_a_fiscal_year_that_begins_in_february_has_quarters_of_its_own():
    period = last_period("fiscal_quarter", date(2026, 11, 22), first_month=2)
    assert (period.first, period.end) == (date(2026, 8, 1), date(2026, 11, 1))
    assert period_key("fiscal_quarter", period, first_month=2) == "fy2026-Q3"
    assert last_period("quarter", date(2026, 11, 22), first_month=2).first == date(2026, 7, 1)


def test_a_period_stands_against_the_one_of_its_kind_before():
    march = Period(date(2026, 3, 1), date(2026, 4, 1))
    assert period_before("month", march) == Period(date(2026, 2, 1), date(2026, 3, 1))
    week = Period(date(2026, 1, 5), date(2026, 1, 12))
    assert period_before("week", week) == Period(date(2025, 12, 29), date(2026, 1, 5))


def test_it_is_due_at_the_hour_of_the_place():
    october = Period(date(2026, 10, 1), date(2026, 11, 1))
    assert due_at("month", 3, 8, october, TOKYO) == datetime(2026, 11, 2, 23, tzinfo=UTC)
    week = Period(date(2026, 11, 9), date(2026, 11, 16))
    assert due_at("week", 4, 9, week, TOKYO) == datetime(2026, 11, 20, 0, tzinfo=UTC)


def test_days_that_some_months_lack_are_refused():
    assert is_day("month", 28, 23)
    assert not is_day("month", 29, 8)
    assert not is_day("month", 0, 8)
    assert is_day("week", 0, 0)
    assert not is_day("week", 7, 8)
    assert not is_day("week", 1, 24)


def test_quarters_are_named_with_their_months():
    from django.utils import translation

    quarter = Period(date(2026, 10, 1), date(2027, 1, 1))
    with translation.override("en"):
        told = run_words("fiscal_quarter", quarter, first_month=4)
        assert told == "Fiscal year 2026, quarter 3 (Oct 2026 to Dec 2026)"
        assert run_words("quarter", quarter, first_month=4).startswith("Quarter 4 of 2026")
