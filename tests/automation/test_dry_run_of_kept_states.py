"""A dry run of who came onto a list goes back as far as the nights kept the list."""

from datetime import timedelta

import pytest

from emptychair.automation.queries.names import names_of
from emptychair.automation.queries.playbooks import draft_of
from emptychair.automation.services.dry_run import dry_run
from emptychair.customers.services.spans import keep_spans
from emptychair.kit.periods import local_day
from emptychair.onboarding.models import StallSpan
from emptychair.plans.models import PlanStep, SuccessPlan
from emptychair.plans.queries.standing import late_on, plan_states
from emptychair.success.models import RiskSpan
from tests.factories.automation import make_playbook
from tests.factories.customers import make_company, make_person
from tests.people import NOW


@pytest.fixture(autouse=True)
def _jobs_wait(settings):
    settings.JOBS_RUN_AT_ONCE = False


def tried(people, trigger, about="person"):
    playbook = make_playbook(people.workspace, trigger=trigger, parameters={"about": about})
    access = people.system
    draft, names = draft_of(access, playbook), names_of(access)
    return dry_run(access, draft, seed="s", names=names, now=NOW)


@pytest.mark.parametrize(("trigger", "table"), [("at_risk", RiskSpan), ("stalled", StallSpan)])
def test_who_came_onto_the_list_since_it_is_kept_is_found_on_that_week(people, trigger, table):
    always, new, gone = (make_person(people.workspace) for _each in range(3))
    today = local_day(NOW, people.workspace.zone)
    for ago, inside in ((40, (always, gone)), (20, (always, new)), (0, (always, new))):
        told = {-one.pk: {} for one in inside}
        keep_spans(people.system, table, told, on=today - timedelta(days=ago))
    found = tried(people, trigger)
    assert found.past_known
    assert found.known_from == today - timedelta(days=40)
    (row,) = found.rows
    assert row.customer.person_id == new.pk
    assert today - timedelta(days=20) <= row.happened_on <= today - timedelta(days=13)


def test_before_anything_is_kept_only_today_is_known(people):
    found = tried(people, "at_risk")
    assert (found.past_known, found.known_from) == (False, None)


def plan_of(firm, today, **step):
    plan = SuccessPlan.objects.create(
        workspace=firm.workspace, company=firm, title="Start", starts_on=today - timedelta(days=80)
    )
    return PlanStep.objects.create(
        workspace=firm.workspace, plan=plan, title="Send the list", side="us", **step
    )


def test_a_task_of_ours_was_late_from_its_day_until_it_was_done(people):
    firm, today = make_company(people.workspace), local_day(NOW, people.workspace.zone)
    done = {"state": "done", "done_at": NOW - timedelta(days=20)}
    plan_of(firm, today, due_on=today - timedelta(days=50), **done)
    late = [
        ago for ago in range(70) if late_on(people.system, today - timedelta(days=ago)) == {firm.pk}
    ]
    assert (late[0], late[-1]) == (21, 49)
    found = tried(people, "plan_late", about="company")
    (row,) = found.rows
    assert row.customer.company_id == firm.pk
    assert found.past_note


def test_today_it_is_what_the_page_of_plans_counts(people):
    today = local_day(NOW, people.workspace.zone)
    firms = [make_company(people.workspace, name=f"Firm {number}") for number in range(3)]
    plan_of(firms[0], today, due_on=today - timedelta(days=1))
    plan_of(firms[1], today, due_on=today)
    plan_of(firms[2], today, due_on=today - timedelta(days=9), state="done", done_at=NOW)
    states = plan_states(people.system, today)
    assert late_on(people.system, today) == {pk for pk, one in states.items() if one.late_ours}
    assert late_on(people.system, today) == {firms[0].pk}
