from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.jobs.cron import Cron

TOKYO, ZONE = ZoneInfo("Asia/Tokyo"), ZoneInfo("UTC")
NOW = datetime(2026, 11, 22, 9, 7, 30, tzinfo=UTC)  # a Sunday


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("* * * * *", "2026-11-22 09:07"),
        ("*/5 * * * *", "2026-11-22 09:05"),
        ("30 9 * * *", "2026-11-21 09:30"),
        ("0 6 * * 1-5", "2026-11-20 06:00"),
        ("0 6 * * 7", "2026-11-22 06:00"),
        ("0 6 * * 0", "2026-11-22 06:00"),
        ("0 0 1 * *", "2026-11-01 00:00"),
        ("0 0 29 2 *", "2024-02-29 00:00"),
        ("0 0 1,15 * *", "2026-11-15 00:00"),
        ("0 0 1 * 6", "2026-11-21 00:00"),  # the 1st or a Saturday
        ("10-20/5 8 * * *", "2026-11-22 08:20"),
        ("50/5 8 * * *", "2026-11-22 08:55"),
    ],
)
def test_the_latest_due_time_is_found(text, due):
    found = Cron.parse(text).latest(NOW, ZONE)
    assert found == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_times_are_those_of_the_zone():
    found = Cron.parse("0 6 * * *").latest(NOW, TOKYO)
    assert found is not None
    assert found.astimezone(UTC) == datetime(2026, 11, 21, 21, 0, tzinfo=UTC)


def test_a_day_that_never_comes_is_never_due():
    assert Cron.parse("0 0 31 2 *").latest(NOW, ZONE) is None


@pytest.mark.parametrize(
    "text",
    ["* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "a * * * *", "5-1 * * * *", "*/0 * * * *"],
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError, match=r"fields|cron|within"):
        Cron.parse(text)


@given(st.integers(0, 59), st.integers(0, 23), st.integers(0, 10**6))
def test_a_daily_time_is_never_more_than_a_day_ago(minute, hour, later):
    now = NOW + timedelta(minutes=later)
    due = Cron.parse(f"{minute} {hour} * * *").latest(now, ZONE)
    assert due is not None
    assert timedelta(0) <= now - due < timedelta(days=1)
