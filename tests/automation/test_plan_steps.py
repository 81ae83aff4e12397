"""A step puts a task into the customer's success plan: whose turn it is, undo, dry run, waiting."""

from datetime import timedelta

import pytest

from emptychair.accounts.queries import access_of_user
from emptychair.automation.jobs import look_around
from emptychair.automation.models import Run, RunStep
from emptychair.automation.queries.names import names_of
from emptychair.automation.queries.playbooks import problems_of, reading_for
from emptychair.automation.queries.runs import step_rows
from emptychair.automation.rules.definition import read_definition
from emptychair.automation.services.dry_run import dry_run
from emptychair.automation.services.running import advance_run
from emptychair.automation.services.starting import begin_runs
from emptychair.automation.services.undoing import undo_run
from emptychair.plans.models import PlanStep, SuccessPlan
from emptychair.plans.services.steps import set_step_state
from tests.factories.automation import acting, happened, make_playbook, plain
from tests.factories.customers import make_company, make_event, make_person
from tests.factories.plans import make_plan
from tests.people import NOW


@pytest.fixture(autouse=True)
def _jobs_wait(settings):
    settings.JOBS_RUN_AT_ONCE = False


def step(**settings):
    usual = {"title": "Send the list to {company}", "side": "customer", "days": 5}
    return {"id": "p1", "kind": "plan", "settings": usual | settings}


@pytest.fixture
def company(people):
    return make_company(people.workspace, name="Sakura", owner=people.bob)


def company_step(people, company, **settings):
    access = acting(people.workspace)
    playbook = make_playbook(
        people.workspace, step(**settings), parameters={"name": "lapsed", "about": "company"}
    )
    begun = begin_runs(access, playbook.pk, [happened("e:1", company=company)], now=NOW)
    return advance_run(access, begun.runs[0], now=NOW)


def test_the_task_stands_in_the_plan_and_the_customer_is_waited_for(people, company):
    plan = make_plan(people.workspace, key="", title="Roll-out", company=company)
    run = company_step(people, company)
    task = PlanStep.objects.get()
    assert (task.plan, task.side, task.title) == (plan, "customer", "Send the list to Sakura")
    assert (task.due_on - NOW.date()).days == 5
    plan.refresh_from_db()
    assert plan.waiting_for == "customer"
    assert run.state == "done"
    assert step_rows(people.system, run)[0].address == ("plan", plan.pk)


def test_a_task_of_ours_belongs_to_whoever_looks_after_them_and_a_third_party_is_named(
    people, company
):
    make_plan(people.workspace, key="", title="Roll-out", company=company)
    company_step(people, company, side="us", who="owner")
    assert PlanStep.objects.get().owner == people.bob
    words = reading_for(
        people.system, read_definition(plain(step(side="third", third_party="Ito")))
    ).sentence
    assert "Ito" in words


def test_without_a_plan_it_is_left_out_with_the_reason_or_one_begins(people, company):
    company_step(people, company)
    refused = RunStep.objects.get()
    assert (refused.state, refused.reason) == ("refused", "no_plan")
    other = make_company(people.workspace, name="Ume", language="en")
    company_step(people, other, template="saas_onboarding")
    plan = SuccessPlan.objects.get(company=other)
    assert plan.tasks.filter(title="Send the list to Ume").exists()


def test_what_nobody_touched_is_taken_back_with_the_plan_that_began_for_it(people, company):
    run = company_step(people, company, template="saas_onboarding")
    undone = undo_run(access_of_user(people.bob), run, now=NOW)
    assert (undone.back, undone.stays) == (1, 0)
    assert SuccessPlan.objects.get().state == "dropped"
    assert PlanStep.objects.get(title__startswith="Send the list to").state == "dropped"


def test_a_task_that_was_done_stays_and_is_named(people, company):
    plan = make_plan(people.workspace, key="", title="Roll-out", company=company)
    run = company_step(people, company)
    set_step_state(people.system, PlanStep.objects.get(), "done", now=NOW)
    undone = undo_run(access_of_user(people.bob), run, now=NOW)
    assert (undone.back, undone.stays) == (0, 1)
    plan.refresh_from_db()
    assert (plan.state, PlanStep.objects.get().state) == ("active", "done")


def test_a_wait_for_the_task_goes_on_when_the_customer_did_it(people, company, settings):
    make_plan(people.workspace, key="", title="Roll-out", company=company)
    access = acting(people.workspace)
    wait = {"id": "w", "kind": "wait", "settings": {"days": 30, "until": "plan"}}
    asks = {"conditions": [{"field": "run:plan_done", "operator": "yes"}]}
    branch = {"id": "b", "kind": "branch", "settings": {"conditions": asks}}
    playbook = make_playbook(
        people.workspace, step(), wait, branch, {**step(title="Thank them"), "id": "t",
        "under": "b", "side": "yes"}, parameters={"name": "lapsed", "about": "company"},
    )  # fmt: skip
    begun = begin_runs(access, playbook.pk, [happened("e:1", company=company)], now=NOW)
    run = advance_run(access, begun.runs[0], now=NOW)
    assert (run.state, run.awaits) == ("waiting", "plan:")
    look_around()
    assert Run.objects.get().wake_at == run.wake_at
    set_step_state(people.system, PlanStep.objects.get(), "done", now=NOW)
    look_around()
    run.refresh_from_db()
    advance_run(access, run.pk, now=run.wake_at)
    assert PlanStep.objects.filter(title="Thank them").exists()


def test_the_dry_run_knows_who_had_a_plan_on_that_day(people, company):
    other = make_company(people.workspace, name="Ume")
    for one in (company, other):
        make_event(make_person(people.workspace, company=one), name="lapsed",
                   occurred_at=NOW - timedelta(days=9))  # fmt: skip
    make_plan(people.workspace, key="", title="Roll-out", company=company)
    for settings, refused in (({}, ["", "no_plan"]), ({"template": "saas_onboarding"}, ["", ""])):
        definition = read_definition(plain(step(side="us", minutes=20, **settings)))
        access = people.system
        found = dry_run(access, definition, seed="s", names=names_of(access), now=NOW)
        said = {row.customer.company: row.strides[0].refused for row in found.began}
        assert [said["Sakura"], said["Ume"]] == refused
        missing = refused.count("no_plan")
        assert (found.costs.minutes, found.refusals) == (40 - 20 * missing, 0)
        assert found.without_plan == missing


def test_what_is_missing_is_said_before_it_goes_live(people):
    definition = read_definition(plain(step(title="", template="gone", side="us", who="member:9")))
    assert len(problems_of(people.system, definition)) == 3
