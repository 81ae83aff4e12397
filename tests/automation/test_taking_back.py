"""What can be taken back is; what cannot is named."""

from datetime import timedelta

import pytest

from emptychair.accounts.access import Access
from emptychair.accounts.queries import access_of_user
from emptychair.automation.errors import AlreadyRunning
from emptychair.automation.models import RunStep
from emptychair.automation.queries.runs import step_rows
from emptychair.automation.services.running import advance_run
from emptychair.automation.services.starting import begin_runs, start_for_customer
from emptychair.automation.services.undoing import undo_run, undo_runs_since
from emptychair.customers.models import Person
from emptychair.customers.services.attributes import define_attribute
from emptychair.loop.models import Case
from emptychair.loop.services.cases import add_note
from emptychair.messaging.models import Message
from tests.factories.automation import MAIL, TASK, acting, happened, make_playbook
from tests.factories.customers import make_person
from tests.people import NOW

NOTE = {"id": "s3", "kind": "attribute", "settings": {"key": "person:stage", "value": "asked"}}


@pytest.fixture(autouse=True)
def _jobs_wait(settings):
    settings.JOBS_RUN_AT_ONCE = False


@pytest.fixture
def run(people):
    define_attribute(people.system, applies_to="person", key="stage", label="Stage", kind="text")
    person = make_person(people.workspace, attributes={"stage": "new"})
    playbook = make_playbook(people.workspace, TASK, MAIL, NOTE)
    access = acting(people.workspace)
    begun = begin_runs(access, playbook.pk, [happened("event:1", person)], now=NOW)
    return advance_run(access, begun.runs[0], now=NOW)


def states(run):
    return {row.step_id: row.state for row in RunStep.objects.filter(run=run)}


def test_before_the_mail_leaves_everything_can_be_taken_back(people, run):
    undone = undo_run(access_of_user(people.bob), run, now=NOW + timedelta(minutes=5))
    assert (undone.back, undone.stays) == (3, 0)
    assert Message.objects.get().state == "cancelled"
    case = Case.objects.get()
    assert (case.state, case.outcome) == ("closed", "nothing")
    assert Person.objects.get(pk=run.person_id).attributes == {"stage": "new"}
    run.refresh_from_db()
    assert run.state == "undone"


def test_a_second_time_takes_nothing_back_again(people, run):
    undo_run(access_of_user(people.bob), run, now=NOW)
    assert undo_run(access_of_user(people.bob), run, now=NOW).runs == 0


def test_what_was_sent_stays_and_is_named(people, run):
    Message.objects.update(state="handed_over")
    undone = undo_run(access_of_user(people.bob), run, now=NOW)
    assert (undone.back, undone.stays) == (2, 1)
    mail = next(row for row in step_rows(people.system, run) if row.state == "stays")
    assert "cannot be taken back" in mail.why or "取り消せ" in mail.why


def test_a_task_that_somebody_works_on_stays(people, run):
    add_note(access_of_user(people.bob), Case.objects.get(), text="Calling now", now=NOW)
    assert states(run)["s1"] == "done"
    undo_run(access_of_user(people.bob), run, now=NOW)
    assert states(run)["s1"] == "stays"
    assert Case.objects.get().state == "open"


def test_what_somebody_wrote_since_is_not_overwritten(people, run):
    Person.objects.filter(pk=run.person_id).update(attributes={"stage": "won"})
    undo_run(access_of_user(people.bob), run, now=NOW)
    assert states(run)["s3"] == "stays"
    assert Person.objects.get(pk=run.person_id).attributes == {"stage": "won"}


def test_a_whole_day_can_be_taken_back(people, run):
    since = NOW - timedelta(days=1)
    done = undo_runs_since(access_of_user(people.maya), run.playbook, since=since, now=NOW)
    assert (done.runs, done.back) == (1, 3)


def test_started_by_hand_it_runs_whatever_its_conditions_say_but_not_twice(people):
    never = {"conditions": [{"field": "language", "operator": "is", "value": "xx"}]}
    playbook = make_playbook(people.workspace, TASK, conditions=never)
    person, bob = make_person(people.workspace), access_of_user(people.bob)
    run = start_for_customer(bob, playbook, person=person, now=NOW)
    assert run.started_by == "Bob"
    assert advance_run(acting(people.workspace), run.pk, now=NOW).state == "done"
    with pytest.raises(AlreadyRunning):
        start_for_customer(bob, playbook, person=person, now=NOW + timedelta(hours=1))
    assert isinstance(bob, Access)
