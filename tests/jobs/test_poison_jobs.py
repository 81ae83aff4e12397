"""A job that ends its worker each time is given up, not handed out for ever."""

import pytest

from emptychair.jobs.models import JobStart
from emptychair.jobs.worker import MOST_STARTS, PoisonJobError, perform


def test_a_job_that_ended_its_worker_three_times_is_given_up(db, a_job):
    told = []
    a_job(
        "tests.poison",
        lambda number: told.append("done"),
        given_up=lambda number: told.append("given up"),
    )
    JobStart.objects.create(mark="m", name="tests.poison", starts=MOST_STARTS)
    with pytest.raises(PoisonJobError, match="3 times"):
        perform("tests.poison", {"number": 1}, 1, "m")
    assert told == ["given up"]
    assert not JobStart.objects.exists()


def test_a_job_whose_worker_died_once_is_done(db, a_job):
    told = []
    a_job("tests.unlucky", lambda *, number: told.append(number))
    JobStart.objects.create(mark="m", name="tests.unlucky", starts=1)
    perform("tests.unlucky", {"number": 1}, 1, "m")
    assert told == [1]
    assert not JobStart.objects.exists()


def test_while_a_job_runs_its_start_is_known(db, a_job):
    seen = []
    a_job("tests.seen", lambda: seen.extend(JobStart.objects.values_list("name", "starts")))
    perform("tests.seen", {}, 1, "m")
    assert seen == [("tests.seen", 1)]


def test_a_failing_job_leaves_no_start_behind(db, a_job, queued):
    a_job("tests.fails", lambda: 1 / 0)
    perform("tests.fails", {}, 1, "m")
    assert not JobStart.objects.exists()
    assert [row.name() for row in queued()] == ["tests.fails"]
