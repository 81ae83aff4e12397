"""Jobs are handed out on a lease, the longest waiting first; brief ones leave few traces."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django_q.conf import Conf
from django_q.models import OrmQ, Task

from emptychair.jobs import enqueue
from emptychair.jobs.broker import QueueTable
from emptychair.jobs.models import JobStart
from emptychair.jobs.overview import forget_done
from emptychair.jobs.queue import enqueue_at
from emptychair.jobs.worker import PoisonJobError, perform

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)


@pytest.fixture
def table(monkeypatch):
    monkeypatch.setattr(Conf, "POLL", 0)
    return QueueTable(Conf.CLUSTER_NAME)


def let_the_lease_run_out():
    OrmQ.objects.update(lock=timezone.now() - timedelta(seconds=1))


def test_the_longest_waiting_job_is_next(a_job, queued, table):
    a_job("tests.note", lambda **_: None)
    enqueue_at(timezone.now() + LATER, "tests.note", number=1)
    enqueue_at(timezone.now() - LATER, "tests.note", number=2)
    enqueue("tests.note", number=3)
    order = [table.dequeue() for _ in range(3)]
    rows = {row.pk: row.task["args"][1]["number"] for row in queued()}
    assert [rows[one[0][0]] for one in order[:2]] == [2, 3]
    assert order[2] == []  # the one for later waits


def test_a_job_on_its_lease_is_nobodys_until_it_runs_out(a_job, queued, table):
    a_job("tests.note", lambda: None)
    enqueue("tests.note")
    (first,) = table.dequeue()
    assert table.dequeue() == []
    let_the_lease_run_out()
    assert table.dequeue() == [first]


def test_a_job_that_is_done_leaves_the_queue(a_job, queued, table):
    a_job("tests.note", lambda: None)
    enqueue("tests.note")
    (row,) = table.dequeue()
    table.acknowledge(row[0])
    assert queued() == []


def test_a_brief_job_leaves_no_start_behind(a_job):
    seen = []
    a_job("tests.brief", lambda: seen.append(JobStart.objects.count()), brief=True)
    perform("tests.brief", {}, 1, "m")
    assert seen == [0]


def test_a_brief_job_that_ends_its_worker_each_time_is_given_up(a_job, queued, table):
    told, begun = [], []
    a_job("tests.brief", begun.append, brief=True, given_up=lambda: told.append("given up"))
    enqueue("tests.brief")
    table.dequeue()
    for _ in range(2):  # each time the worker dies in the midst
        let_the_lease_run_out()
        table.dequeue()
        start = JobStart.objects.get()
        JobStart.objects.filter(pk=start.pk).update(starts=start.starts + 1)
    let_the_lease_run_out()
    table.dequeue()
    (row,) = queued()
    with pytest.raises(PoisonJobError, match="3 times"):
        perform(*row.task["args"])
    assert (told, begun) == (["given up"], [])


def test_the_notes_of_done_jobs_go_but_for_the_newest():
    first = datetime(2026, 11, 1, tzinfo=UTC)
    for number in range(5):
        at = first + timedelta(minutes=number)
        Task.objects.create(
            id=f"t{number}", name="n", func="f", started=at, stopped=at, success=number != 0
        )
    assert forget_done(keep=2) == 2
    assert sorted(Task.objects.values_list("id", flat=True)) == ["t0", "t3", "t4"]
