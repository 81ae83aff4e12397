"""What somebody calls reached stays so, whatever its tasks say, until that is taken back."""

from datetime import date, timedelta

import pytest

from emptychair.kit.errors import NotFound
from emptychair.plans.errors import TasksSaySo
from emptychair.plans.models import Said
from emptychair.plans.queries import milestone_rows, plan_state_of
from emptychair.plans.services.milestones import mark_milestone, unmark_milestone
from emptychair.plans.services.steps import StepWish, add_step, set_step_state
from tests.factories.customers import make_company
from tests.factories.plans import make_plan
from tests.people import NOW

TODAY = date(2026, 11, 22)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def plan(people):
    return make_plan(people.workspace, company=make_company(people.workspace))


@pytest.fixture
def first(plan):
    return plan.milestones.order_by("due_on").first()


def states(milestone):
    return set(milestone.tasks.values_list("state", flat=True))


def test_a_milestone_with_open_tasks_stays_reached_through_every_later_change(people, plan, first):
    mark_milestone(people.system, plan.pk, first.pk, now=NOW)
    wish = StepWish(title="One more", side="us", due_on=TODAY, milestone_id=first.pk)
    step = add_step(people.system, plan.pk, wish, now=LATER)
    set_step_state(people.system, first.tasks.exclude(pk=step.pk).first(), "done", now=LATER)
    first.refresh_from_db()
    assert (first.reached_at, first.reached_by_hand) == (NOW, True)
    row = next(one for one in milestone_rows(people.system, plan, today=TODAY) if one.id)
    assert row.open_tasks == first.tasks.filter(state="open").count() >= 1
    standing = plan_state_of(people.system, plan.company_id, on=TODAY)
    assert standing.next_milestone != first.title
    assert standing.open_tasks > 0


@pytest.mark.parametrize(("rest", "wanted"), [("done", {"done"}), ("dropped", {"dropped"})])
def test_open_tasks_become_what_was_chosen_for_them(people, plan, first, rest, wanted):
    mark_milestone(people.system, plan.pk, first.pk, open_tasks=rest, now=NOW)
    first.refresh_from_db()
    assert states(first) == wanted
    assert first.reached_at == NOW
    plan.refresh_from_db()
    assert plan.next_on > first.due_on - timedelta(days=365)
    assert Said.objects.filter(change__code="milestone.reached").count() == 1


def test_it_is_taken_back_and_then_reached_again_by_its_tasks(people, plan, first):
    mark_milestone(people.system, plan.pk, first.pk, now=NOW)
    unmark_milestone(people.system, plan.pk, first.pk, now=LATER)
    unmark_milestone(people.system, plan.pk, first.pk, now=LATER)  # again changes nothing
    first.refresh_from_db()
    assert (first.reached_at, first.reached_by_hand) == (None, False)
    assert Said.objects.filter(change__code="milestone.open").count() == 1
    for step in first.tasks.all():
        set_step_state(people.system, step, "done", now=LATER)
    first.refresh_from_db()
    assert (first.reached_at, first.reached_by_hand) == (LATER, False)
    with pytest.raises(TasksSaySo):
        unmark_milestone(people.system, plan.pk, first.pk, now=LATER)
    set_step_state(people.system, first.tasks.first(), "open", now=LATER)
    first.refresh_from_db()
    assert first.reached_at is None


def test_a_milestone_of_another_plan_or_workspace_is_not_found(people, plan, first):
    other = make_plan(people.neighbours, company=make_company(people.neighbours))
    for number in (other.milestones.first().pk, 0):
        for do in (mark_milestone, unmark_milestone):
            with pytest.raises(NotFound):
                do(people.system, plan.pk, number, now=NOW)
