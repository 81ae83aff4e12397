"""A run does each step once, waits, goes the right way, and ends."""

from datetime import timedelta

import pytest

from emptychair.automation.models import Run, RunStep
from emptychair.automation.services.running import advance_run, due_runs, stop_run, wake_runs
from emptychair.automation.services.starting import begin_runs
from emptychair.loop.models import Case
from emptychair.messaging.models import ContactDecision, Hold, Message
from tests.factories.automation import MAIL, TASK, acting, happened, make_playbook
from tests.factories.customers import make_event, make_person
from tests.people import NOW


@pytest.fixture(autouse=True)
def _jobs_wait(settings):
    settings.JOBS_RUN_AT_ONCE = False  # each test says itself what is done when


def begun(people, playbook, *occurrences, now=NOW):
    return begin_runs(acting(people.workspace), playbook.pk, occurrences, now=now)


def advanced(people, run_id, now=NOW):
    return advance_run(acting(people.workspace), run_id, now=now)


def states(run):
    return {row.step_id: row.state for row in RunStep.objects.filter(run=run)}


def test_a_task_is_opened_for_whoever_looks_after_the_customer_and_holds_no_question_back(people):
    person = make_person(people.workspace, owner=people.bob)
    playbook = make_playbook(people.workspace)
    run_id = begun(people, playbook, happened("event:1", person)).runs[0]
    run = advanced(people, run_id)
    case = Case.objects.get()
    assert (case.assignee, case.person, case.title[:4]) == (people.bob, person, "Call")
    assert (run.state, states(run)) == ("done", {"s1": "done"})
    assert not Hold.objects.exists()


def test_without_anybody_who_looks_after_them_the_owner_of_the_playbook_gets_it(people):
    playbook = make_playbook(people.workspace)
    playbook.owner = people.maya
    playbook.save()
    run_id = begun(people, playbook, happened("event:1", make_person(people.workspace))).runs[0]
    advanced(people, run_id)
    assert Case.objects.get().assignee == people.maya


def test_a_mail_waits_so_that_it_can_be_taken_back_and_is_in_the_customers_language(people):
    person = make_person(people.workspace, name="Jane Doe", language="en")
    run_id = begun(people, make_playbook(people.workspace, MAIL), happened("event:1", person)).runs[
        0
    ]
    advanced(people, run_id)
    message = Message.objects.get()
    assert message.subject == "How are you, Jane Doe?"
    assert (message.state, message.send_after) == ("planned", NOW + timedelta(minutes=30))
    assert "List-Unsubscribe" in message.headers
    assert "/playbooks/stop/" in message.text


def test_the_contact_rule_is_obeyed_its_reason_is_kept_and_the_run_goes_on(people):
    person = make_person(people.workspace, email="")
    playbook = make_playbook(people.workspace, MAIL, {**TASK, "id": "s3"})
    run = advanced(people, begun(people, playbook, happened("event:1", person)).runs[0])
    refused = RunStep.objects.get(run=run, step_id="s2")
    assert (refused.state, refused.reason) == ("refused", "contact")
    assert refused.parameters["code"] == "no_address"
    assert states(run)["s3"] == "done"


def test_a_refused_mail_may_end_the_run(people):
    settings = {**MAIL["settings"], "if_refused": "stop"}
    person = make_person(people.workspace, email="")
    playbook = make_playbook(people.workspace, {**MAIL, "settings": settings}, {**TASK, "id": "s3"})
    run = advanced(people, begun(people, playbook, happened("event:1", person)).runs[0])
    assert run.state == "done"
    assert "s3" not in states(run)


def test_two_playbooks_do_not_write_within_a_week(people):
    person = make_person(people.workspace)
    for number, name in enumerate(("One", "Two")):
        playbook = make_playbook(people.workspace, MAIL, name=name)
        advanced(people, begun(people, playbook, happened(f"event:{number}", person)).runs[0])
    assert Message.objects.count() == 1
    assert list(ContactDecision.objects.order_by("pk").values_list("reason", flat=True)) == [
        "allowed",
        "too_soon",
    ]


WAIT = {"id": "s1", "kind": "wait", "settings": {"days": 5, "working": True}}


def test_working_days_are_those_of_the_workspace(people):
    playbook = make_playbook(people.workspace, WAIT, {**TASK, "id": "s2"})
    person = make_person(people.workspace)
    run = advanced(people, begun(people, playbook, happened("event:1", person)).runs[0])
    # Sunday evening in Tokyo; Monday 23 November 2026 is a holiday, so Tuesday is the first day
    assert (run.state, run.wake_at) == ("waiting", NOW + timedelta(days=8))
    assert advanced(people, run.pk, NOW + timedelta(days=7)).state == "waiting"
    assert advanced(people, run.pk, NOW + timedelta(days=8)).state == "done"
    assert Case.objects.count() == 1


UNTIL = {
    "id": "s1",
    "kind": "wait",
    "settings": {"days": 5, "until": "event", "event": "logged_in"},
}
BRANCH = {
    "id": "s2",
    "kind": "branch",
    "settings": {"conditions": {"conditions": [{"field": "run:came", "operator": "yes"}]}},
}
YES = {"id": "s3", "kind": "stop", "under": "s2", "side": "yes"}
NO = {**TASK, "id": "s4", "under": "s2", "side": "no"}


def test_a_wait_ends_when_the_event_comes_and_the_other_way_is_left_out(people):
    person = make_person(people.workspace)
    playbook = make_playbook(people.workspace, UNTIL, BRANCH, YES, NO)
    run = advanced(people, begun(people, playbook, happened("event:1", person)).runs[0])
    assert run.awaits == "event:logged_in"
    later = NOW + timedelta(days=2)
    make_event(person, name="logged_in", occurred_at=later)
    woken = wake_runs(
        acting(people.workspace), run.awaits, person_id=person.pk, company_id=None, now=later
    )
    assert woken == [run.pk]
    run = advanced(people, run.pk, later)
    assert (run.state, states(run)) == ("done", {"s1": "done", "s2": "done", "s3": "done"})
    assert not Case.objects.exists()


def test_without_the_event_the_time_runs_out_and_a_colleague_calls(people):
    person = make_person(people.workspace)
    playbook = make_playbook(people.workspace, UNTIL, BRANCH, YES, NO)
    run = advanced(people, begun(people, playbook, happened("event:1", person)).runs[0])
    over = NOW + timedelta(days=5)
    assert due_runs(acting(people.workspace), now=over) == [run.pk]
    run = advanced(people, run.pk, over)
    assert states(run) == {"s1": "done", "s2": "done", "s3": "skipped", "s4": "done"}


def test_a_false_alarm_goes_on_waiting_for_the_same_moment(people):
    person = make_person(people.workspace)
    playbook = make_playbook(people.workspace, UNTIL)
    run = advanced(people, begun(people, playbook, happened("event:1", person)).runs[0])
    until = run.wake_at
    Run.objects.update(wake_at=NOW)
    run = advanced(people, run.pk, NOW + timedelta(days=1))
    assert (run.state, run.wake_at) == ("waiting", until)


def test_the_sweep_finds_a_run_whose_job_was_lost(people):
    playbook = make_playbook(people.workspace)
    run_id = begun(people, playbook, happened("event:1", make_person(people.workspace))).runs[0]
    old = NOW - timedelta(hours=1)
    Run.objects.update(changed_at=old)
    assert due_runs(acting(people.workspace), now=NOW) == [run_id]


def test_nothing_goes_on_while_the_playbook_is_paused(people):
    playbook = make_playbook(people.workspace)
    run_id = begun(people, playbook, happened("event:1", make_person(people.workspace))).runs[0]
    playbook.state = "paused"
    playbook.save()
    assert advanced(people, run_id).state == "running"
    assert not Case.objects.exists()
    assert not begun(people, playbook, happened("event:2", make_person(people.workspace))).runs


def test_a_customer_who_left_is_left_in_peace(people):
    person = make_person(people.workspace)
    playbook = make_playbook(people.workspace, WAIT, {**TASK, "id": "s2"})
    run = advanced(people, begun(people, playbook, happened("event:1", person)).runs[0])
    person.left_on = NOW.date()
    person.save()
    run = advanced(people, run.pk, NOW + timedelta(days=9))
    assert (run.state, run.reason) == ("stopped", "customer_left")


def test_a_stopped_run_does_no_more(people):
    playbook = make_playbook(people.workspace, WAIT, {**TASK, "id": "s2"})
    run_id = begun(people, playbook, happened("event:1", make_person(people.workspace))).runs[0]
    run = advanced(people, run_id)
    stop_run(acting(people.workspace), run, now=NOW)
    assert advanced(people, run_id, NOW + timedelta(days=9)).state == "stopped"
    assert not Case.objects.exists()
