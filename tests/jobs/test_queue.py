from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_q.exceptions import TimeoutException

from emptychair.jobs import enqueue
from emptychair.jobs.queue import enqueue_at
from emptychair.jobs.registry import UnknownJobError, job
from emptychair.jobs.worker import perform, wait_after

pytestmark = pytest.mark.django_db


def test_an_unknown_job_is_refused_where_it_is_enqueued(a_job, queued):
    a_job("tests.send_letter", lambda: None)
    with pytest.raises(UnknownJobError, match=r"Did you mean tests\.send_letter"):
        enqueue("tests.send_leter")
    assert queued() == []


def test_in_tests_a_job_runs_at_once(a_job):
    done = []
    a_job("tests.note", lambda *, number: done.append(number))
    enqueue("tests.note", number=7)
    assert done == [7]


def test_in_the_product_a_job_waits_in_the_table(a_job, queued):
    done = []
    a_job("tests.note", lambda *, number: done.append(number))
    enqueue("tests.note", number=7)
    assert done == []
    (row,) = queued()
    assert row.task["args"][:3] == ("tests.note", {"number": 7}, 1)
    assert row.lock <= timezone.now()


def test_a_job_vanishes_with_its_cause(a_job, queued):
    a_job("tests.note", lambda: None)
    with transaction.atomic():
        enqueue("tests.note")
        transaction.set_rollback(True)
    assert queued() == []


def test_only_plain_values_may_travel(a_job, queued):
    a_job("tests.note", lambda **_: None)
    for value in (object(), datetime(2026, 1, 1, tzinfo=UTC), {1, 2}, float("nan")):
        with pytest.raises(TypeError, match="plain values"):
            enqueue("tests.note", value=value)


def test_a_job_for_later_stays_until_then(a_job, queued):
    a_job("tests.note", lambda: None)
    moment = timezone.now() + timedelta(hours=3)
    enqueue_at(moment, "tests.note")
    assert queued()[0].lock == moment


def test_two_jobs_may_not_share_a_name(a_job):
    a_job("tests.note", lambda: None)
    with pytest.raises(ValueError, match=r"tests\.note"):
        job("tests.note")(lambda: None)


def test_a_failing_job_steps_aside_and_comes_back_later(a_job, queued):
    def fail(*, number):
        raise OSError(f"no line to {number}")

    a_job("tests.call", fail, attempts=3)
    before = timezone.now()
    perform("tests.call", {"number": 7}, 1)
    (row,) = queued()
    assert row.task["args"][:3] == ("tests.call", {"number": 7}, 2)
    assert before + wait_after(1) <= row.lock <= timezone.now() + wait_after(1)


def test_after_the_last_attempt_the_failure_is_kept_and_somebody_told(a_job, queued):
    told = []

    def fail(*, number):
        raise OSError("no line")

    a_job("tests.call", fail, attempts=3, given_up=lambda *, number: told.append(number))
    with pytest.raises(OSError, match="no line"):
        perform("tests.call", {"number": 7}, 3)
    assert told == [7]
    assert queued() == []


def test_a_job_that_took_too_long_comes_back_and_its_process_is_replaced(a_job, queued):
    def hang():
        raise TimeoutException("too long")

    a_job("tests.hang", hang)
    with pytest.raises(TimeoutException):
        perform("tests.hang", {}, 1)
    assert len(queued()) == 1


def test_each_wait_is_longer_up_to_six_hours():
    waits = [wait_after(attempt) for attempt in range(1, 30)]
    assert waits[:3] == [timedelta(seconds=s) for s in (10, 30, 90)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=6)
