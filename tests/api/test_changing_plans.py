"""Plans, their tasks and milestones, and when a case is due, are changed by PATCH."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from emptychair.accounts.models import AuditEntry
from emptychair.accounts.permissions import Permission
from emptychair.loop.models import CaseEntry
from emptychair.plans.models import Said
from emptychair.plans.queries.past import planned_past
from tests.factories.customers import make_company, make_person
from tests.factories.loop import make_case
from tests.factories.plans import make_plan
from tests.people import make_secret

pytestmark = pytest.mark.django_db


@pytest.fixture
def bob(client, people):
    client.force_login(people.bob)
    return client


@pytest.fixture
def plan(people):
    return make_plan(people.workspace, company=make_company(people.workspace, name="Sakura"))


def patch(client, path, body, **headers):
    return client.patch(f"/api/v1/{path}", body, content_type="application/json", headers=headers)


def test_only_what_is_sent_of_a_plan_is_changed_and_the_same_again_is_nothing(bob, people, plan):
    contact = make_person(people.workspace, company=plan.company)
    goal, body = plan.goal, {"title": "Go live", "owner_id": people.maya.pk}
    body["contact_id"] = contact.pk
    for _time in range(2):
        assert patch(bob, f"plans/{plan.pk}", body).json()["title"] == "Go live"
    plan.refresh_from_db()
    assert (plan.owner, plan.contact, plan.goal) == (people.maya, contact, goal)
    entry = AuditEntry.objects.get(action="plan.changed")
    assert entry.after["title"] == "Go live"


def test_a_plan_is_given_up_with_its_reason_and_taken_up_again_with_another_title(bob, plan):
    said = patch(bob, f"plans/{plan.pk}", {"title": "Over", "state": "dropped"})
    assert (said.status_code, said.json()["code"]) == (422, "nothing-written")
    plan.refresh_from_db()
    assert plan.title != "Over"  # all or nothing
    gone = patch(bob, f"plans/{plan.pk}", {"state": "dropped", "why": "They merged"})
    assert gone.json()["state"] == "dropped"
    assert patch(bob, f"plans/{plan.pk}", {"title": "x"}).json()["code"] == "plan-over"
    again = patch(bob, f"plans/{plan.pk}", {"title": "Anew", "state": "active"}).json()
    assert (again["title"], again["state"]) == ("Anew", "active")


def test_a_task_gets_another_day_and_side_and_whose_turn_it_is_follows(bob, people, plan):
    step = plan.tasks.order_by("due_on", "pk").first()
    was, title = step.due_on, step.title
    body = {"due_on": "2026-10-01", "side": "customer", "note": None}
    for _time in range(2):
        told = patch(bob, f"plans/tasks/{step.pk}", body)
    assert (told.json()["waiting_for"], told.json()["next_on"]) == ("customer", "2026-10-01")
    step.refresh_from_db()
    assert (step.title, step.side, step.owner) == (title, "customer", None)
    entry = AuditEntry.objects.get(action="plan.step_changed")
    assert (entry.before["due_on"], entry.after["due_on"]) == (was.isoformat(), "2026-10-01")
    assert Said.objects.filter(change__code="step.changed").count() == 1
    assert patch(bob, f"plans/tasks/{step.pk}", {"state": "done"}).json()["done"] == 1


def test_a_milestone_gets_another_day_that_is_remembered_and_is_reached(bob, people, plan):
    row = plan.milestones.order_by("due_on").first()
    path, was = f"plans/milestones/{row.pk}", row.due_on
    for _time in range(2):
        assert patch(bob, path, {"due_on": "2026-12-24"}).status_code == 200
    row.refresh_from_db()
    assert row.due_on == date(2026, 12, 24)
    assert AuditEntry.objects.get(action="plan.step_changed").before["milestone"] == row.title
    days = [one.due_on for one in planned_past(people.system) if not one.side]
    assert was in days
    assert row.due_on in days
    told = patch(bob, path, {"title": "In use", "reached": True}).json()
    (shown,) = [one for one in told["milestones"] if one["id"] == row.pk]
    assert (shown["title"], shown["reached_at"] is None) == ("In use", False)


def test_a_milestone_reached_by_hand_says_so_and_is_taken_back(bob, plan):
    row = plan.milestones.order_by("due_on").first()
    path = f"plans/milestones/{row.pk}"

    def told(body):
        answer = patch(bob, path, body)
        assert answer.status_code == 200
        return next(one for one in answer.json()["milestones"] if one["id"] == row.pk)

    shown = told({"reached": True})
    assert (shown["reached_by_hand"], shown["steps"][0]["state"]) == (True, "open")
    assert patch(bob, f"plans/tasks/{row.tasks.first().pk}", {"note": "x"}).status_code == 200
    row.refresh_from_db()
    assert row.reached_at is not None
    assert told({"reached": False})["reached_at"] is None
    shown = told({"reached": True, "open_tasks": "done"})
    assert {one["state"] for one in shown["steps"]} == {"done"}
    refused = patch(bob, path, {"reached": False})
    assert (refused.status_code, refused.json()["code"]) == (422, "tasks-say-so")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("plan", {"title": ""}),
        ("plan", {"title": None}),
        ("plan", {"state": None}),
        ("plan", {"state": "gone"}),
        ("plan", {"owner_id": 10**6}),
        ("task", {"due_on": None}),
        ("task", {"side": "nobody"}),
        ("task", {"person_id": 10**6, "side": "customer"}),
        ("milestone", {"title": " "}),
        ("milestone", {"reached": "perhaps"}),
        ("milestone", {"reached": True, "open_tasks": "forgotten"}),
    ],
)
def test_what_cannot_be_is_refused_and_says_so(bob, plan, kind, body):
    step, milestone = plan.tasks.first(), plan.milestones.first()
    path = {"plan": "", "task": f"tasks/{step.pk}", "milestone": f"milestones/{milestone.pk}"}
    told = patch(bob, f"plans/{path[kind] or plan.pk}", body)
    assert told.status_code == 422
    assert told.json()["code"]
    assert told.json()["detail"]


def test_a_milestone_of_another_plan_takes_no_task(bob, people, plan):
    other = make_plan(people.workspace, company=plan.company)
    body = {"milestone_id": other.milestones.first().pk}
    assert patch(bob, f"plans/tasks/{plan.tasks.first().pk}", body).status_code == 404
    step = plan.tasks.first()
    assert patch(bob, f"plans/tasks/{step.pk}", {"milestone_id": None}).status_code == 200
    step.refresh_from_db()
    assert step.milestone is None


def test_a_neighbours_plan_is_not_found_and_who_only_reads_changes_nothing(client, people, plan):
    client.force_login(people.charlie)
    paths = [
        f"plans/{plan.pk}",
        f"plans/tasks/{plan.tasks.first().pk}",
        f"plans/milestones/{plan.milestones.first().pk}",
    ]
    assert [patch(client, path, {"title": "x"}).status_code for path in paths] == [404] * 3
    client.force_login(people.ana)
    assert [patch(client, path, {"title": "x"}).status_code for path in paths] == [403] * 3


def test_a_key_makes_one_change_of_it(client, people, plan):
    scopes = (Permission.CUSTOMER_READ, Permission.CUSTOMER_WRITE)
    secret = make_secret(people.workspace, *scopes, now=timezone.now())
    headers = {"authorization": f"Bearer {secret}", "Idempotency-Key": "plan-1"}
    first, again = (
        patch(client, f"plans/{plan.pk}", {"kpi": "Hires"}, **headers) for _ in range(2)
    )
    assert (first.status_code, first.json()) == (200, again.json())
    assert again["Idempotent-Replayed"] == "true"


def test_a_case_is_to_be_answered_by_another_moment(bob, people):
    case = make_case(people.workspace, assignee=people.bob)
    wanted = (timezone.now() + timedelta(days=9)).replace(microsecond=0)
    for _time in range(2):
        told = patch(bob, f"cases/{case.number}", {"due_at": wanted.isoformat()})
        assert told.status_code == 200
    case.refresh_from_db()
    assert case.due_at == wanted
    assert AuditEntry.objects.get(action="case.due_set").after["due_at"] == wanted.isoformat()
    assert CaseEntry.objects.filter(change__code="case.due_set").count() == 1
    early = patch(bob, f"cases/{case.number}", {"due_at": "2020-01-01T00:00:00Z"})
    assert (early.status_code, early.json()["code"]) == (422, "day-is-past")
    page = bob.get(f"/cases/{case.number}/", headers={"accept-language": "en"}).content.decode()
    assert "To be answered by" in page
