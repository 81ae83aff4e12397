"""Playbooks through the API: read, started for a customer, stopped, taken back."""

import pytest

from emptychair.automation.models import Run
from tests.factories.automation import TASK, make_playbook
from tests.factories.customers import make_person


@pytest.fixture(autouse=True)
def _jobs_wait(settings):
    settings.JOBS_RUN_AT_ONCE = False


@pytest.fixture
def bob(client, people):
    client.force_login(people.bob)
    return client


def send(client, path, body):
    return client.post(f"/api/v1/{path}", body, content_type="application/json")


def test_a_playbook_is_started_stopped_and_taken_back(bob, people):
    person, playbook = make_person(people.workspace), make_playbook(people.workspace, TASK)
    made = send(bob, f"playbooks/{playbook.pk}/runs", {"person_id": person.pk})
    assert made.status_code == 201
    run = made.json()
    assert (run["person_id"], run["state"], run["version"]) == (person.pk, "running", 1)
    again = send(bob, f"playbooks/{playbook.pk}/runs", {"person_id": person.pk})
    assert (again.status_code, again.json()["code"]) == (409, "playbook-already-running")
    assert send(bob, f"playbook-runs/{run['id']}/stop", {}).json()["state"] == "stopped"
    assert send(bob, f"playbook-runs/{run['id']}/undo", {}).json()["state"] == "undone"
    assert [one["id"] for one in bob.get(f"/api/v1/playbooks/{playbook.pk}/runs").json()] == [
        run["id"]
    ]
    assert Run.objects.get().started_by == "Bob"


def test_a_run_is_about_one_customer(bob, people):
    playbook = make_playbook(people.workspace)
    for body in ({}, {"person_id": 1, "company_id": 1}):
        assert send(bob, f"playbooks/{playbook.pk}/runs", body).status_code == 422


def test_the_list_says_how_each_reads(bob, people):
    make_playbook(people.workspace, TASK, name="Lapsed")
    row = bob.get("/api/v1/playbooks").json()[0]
    assert (row["name"], row["state"], row["version"]) == ("Lapsed", "live", 1)
    assert "lapsed" in row["sentence"]
