from datetime import UTC, datetime, timedelta

import pytest

from emptychair.jobs.models import ScheduledRun
from emptychair.jobs.schedule import schedule, tick, unschedule

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, 7, tzinfo=UTC)


@pytest.fixture
def hourly(a_job):
    done = []
    a_job("tests.tidy", lambda: done.append(1))
    schedule("tests.tidy", cron="0 * * * *")
    yield done
    unschedule("tests.tidy")


def test_what_is_new_waits_for_its_next_turn(hourly):
    assert tick(NOW) == []
    assert tick(NOW + timedelta(minutes=50)) == []
    assert tick(NOW + timedelta(minutes=53)) == ["tests.tidy"]
    assert hourly == [1]


def test_two_workers_that_look_at_once_do_it_once(hourly):
    tick(NOW)
    later = NOW + timedelta(hours=1)
    assert [tick(later), tick(later)] == [["tests.tidy"], []]
    assert hourly == [1]


def test_what_was_missed_is_made_up_once(hourly):
    tick(NOW)
    assert tick(NOW + timedelta(days=3)) == ["tests.tidy"]
    assert tick(NOW + timedelta(days=3, minutes=1)) == []


def test_only_the_last_run_is_kept(hourly):
    for hours in range(5):
        tick(NOW + timedelta(hours=hours))
    assert ScheduledRun.objects.count() == 1


def test_a_clock_that_goes_back_repeats_nothing(hourly):
    tick(NOW)
    tick(NOW + timedelta(hours=2))
    assert tick(NOW + timedelta(hours=1)) == []


def test_a_job_has_one_schedule(hourly):
    with pytest.raises(ValueError, match=r"tests\.tidy"):
        schedule("tests.tidy", cron="5 * * * *")
