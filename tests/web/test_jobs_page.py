"""The page of jobs, and the numbers for Prometheus."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ, Task

from emptychair.accounts.permissions import Permission
from emptychair.jobs import enqueue
from emptychair.jobs.queue import enqueue_at
from tests.people import make_secret


@pytest.fixture
def queued(settings):
    settings.JOBS_RUN_AT_ONCE = False


@pytest.fixture
def failed(db):
    now = timezone.now()
    return Task.objects.create(
        id="f" * 32,
        name="http.tidy_up",
        func="emptychair.jobs.worker.perform",
        args=("http.tidy_up", {}, 6, "mark"),
        started=now,
        stopped=now,
        success=False,
        result="Traceback ...\nOSError: the disk is full",
    )


def test_the_page_tells_what_waits_and_what_failed_and_why(client, people, queued, failed):
    enqueue_at(timezone.now() + timedelta(hours=1), "http.tidy_up")
    client.force_login(people.alice)
    page = client.get("/settings/jobs/").content.decode()
    assert "OSError: the disk is full" in page
    assert "http.tidy_up" in page
    assert "20 * * * *" in page


def test_htmx_gets_the_moving_part_alone(client, people):
    client.force_login(people.alice)
    part = client.get("/settings/jobs/", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in part
    assert 'id="failed"' in part


def test_a_failed_job_can_be_tried_again_once(client, people, queued, failed):
    client.force_login(people.alice)
    assert client.post(f"/settings/jobs/{failed.pk}/again/").status_code == 302
    assert [row.name() for row in OrmQ.objects.all()] == ["http.tidy_up"]
    assert client.post(f"/settings/jobs/{failed.pk}/again/").status_code == 404


def test_a_failed_job_can_be_taken_off_the_list(client, people, queued, failed):
    client.force_login(people.alice)
    client.post(f"/settings/jobs/{failed.pk}/forget/")
    assert not Task.objects.exists()
    assert not OrmQ.objects.exists()


def test_the_page_asks_the_database_little(client, people, queued, django_assert_max_num_queries):
    for _ in range(30):
        enqueue("http.tidy_up")
    client.force_login(people.alice)
    with django_assert_max_num_queries(20):
        client.get("/settings/jobs/")


def test_prometheus_reads_the_queue_with_a_token(client, people, queued, failed):
    secret = make_secret(people.workspace, Permission.JOB_READ, now=timezone.now())
    answer = client.get("/metrics", headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == 200
    assert 'emptychair_jobs{state="failed"} 1.0' in answer.content.decode()


def test_requests_are_counted_by_route_and_not_by_address(client, people):
    client.force_login(people.alice)
    client.get("/settings/jobs/none/again/")  # 405, and an id in its address
    secret = make_secret(people.workspace, Permission.JOB_READ, now=timezone.now())
    text = client.get("/metrics", headers={"authorization": f"Bearer {secret}"}).content.decode()
    assert 'route="settings/jobs/<slug:failed_id>/again/"' in text
    assert "none/again" not in text
