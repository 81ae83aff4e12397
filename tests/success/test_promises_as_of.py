"""Plans and requests as inputs: by what stood on the day, whatever was moved or done later."""

from datetime import timedelta

import numpy as np
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from emptychair.accounts.models import AuditEntry
from emptychair.intake.services.closing import close_request
from emptychair.plans.models import Milestone, PlanStep
from emptychair.plans.queries.past import planned_past
from emptychair.plans.services.replanning import move_plan
from emptychair.plans.services.steps import set_step_state
from emptychair.success.models import CustomerHealth
from emptychair.success.queries.inputs import readings_of
from emptychair.success.queries.rows import StoredRows
from emptychair.success.rules.days import number_of
from emptychair.success.rules.features import features_at
from emptychair.success.rules.rows import NEVER, PLANNED, REQUESTED
from emptychair.success.services.looking import look_at_everybody
from emptychair.success.words import INPUT_WORDS, reason_words
from tests.factories.customers import make_company, make_contract, make_person
from tests.factories.plans import make_plan, make_request
from tests.people import NOW
from tests.success.conftest import ZONE
from tests.success.test_asof_features import CUSTOMERS, DAY, rows_of, same, table

TODAY = NOW.astimezone(ZONE).date()
T = number_of(TODAY)
days = st.integers(DAY - 60, DAY + 60)
ends = st.one_of(st.just(NEVER), days)
things = st.lists(st.tuples(st.integers(1, 9), days, st.integers(0, 3), days, ends), max_size=20)


def standing(rows, day=DAY):
    return features_at(rows, day)


def planned(*rows):
    return rows_of(planned=table([(unit, day, day, *rest) for unit, day, *rest in rows], *PLANNED))


@settings(max_examples=60, deadline=None)
@given(found=things)
def test_what_is_done_moved_or_asked_for_later_changes_nothing_that_was_known(found):
    def rows(until):
        """The past as it is told on a day: later ends are not known, later things not there."""
        ended = [(*one[:4], one[4] if one[4] <= until else NEVER) for one in found]
        there = [one for one in ended if one[1] <= until]
        return rows_of(
            customers=CUSTOMERS,
            planned=table(
                [(unit, day, day, side, due, NEVER, over, NEVER)
                 for unit, day, side, due, over in there], *PLANNED,
            ),
            requests=table(
                [(unit, day, day, over, over) for unit, day, _side, _due, over in there],
                *REQUESTED,
            ),
        )  # fmt: skip

    same(standing(rows(DAY)), standing(rows(DAY + 60)))


def test_late_milestones_and_whose_turn_it_is():
    known = standing(planned(
        (7, DAY - 40, 0, DAY - 3, NEVER, NEVER, NEVER),  # a milestone, late
        (7, DAY - 40, 1, DAY - 9, NEVER, DAY - 8, NEVER),  # ours, done
        (7, DAY - 40, 2, DAY - 5, NEVER, NEVER, NEVER),  # theirs, late
        (7, DAY - 40, 1, DAY + 5, NEVER, NEVER, NEVER),  # ours, next week
    ))  # fmt: skip
    names = ("milestones_late", "plan_late_ours", "plan_late_theirs", "their_turn", "turn_late")
    assert [known[name][0] for name in names] == [1, 0, 1, 1, 5]


def test_without_a_plan_or_a_request_nothing_is_known_and_nothing_good_is_made_of_it():
    known = standing(rows_of())
    names = ("milestones_late", "their_turn", "requests_open", "request_age", "request_wait")
    assert all(np.isnan(known[name]).all() for name in names)


def test_a_plan_that_is_over_says_nothing_any_more():
    known = standing(planned((7, DAY - 40, 1, DAY - 9, NEVER, NEVER, DAY - 1)))
    assert np.isnan(known["plan_late_ours"]).all()


@pytest.mark.django_db
class TestStored:
    """Through the database."""

    def known(self, people, *ago):
        rows = StoredRows(people.system, today=TODAY).for_days([T - one for one in ago])
        part = next(iter(rows.each_part()))
        return [features_at(part, T - one) for one in ago]

    @pytest.fixture
    def plan(self, people):
        company = make_company(people.workspace, joined_on=TODAY - timedelta(days=200))
        person = make_person(people.workspace, company=company)
        make_contract(person, starts_on=TODAY - timedelta(days=200))
        plan = make_plan(people.workspace, company=company, starts_on=TODAY - timedelta(days=40))
        for model in (PlanStep, Milestone, type(plan)):  # written down when the plan began
            model.objects.filter(workspace=people.workspace).update(
                created_at=NOW - timedelta(days=40)
            )
        return plan

    def test_days_that_moved_lately_were_late_before(self, people, plan):
        late = self.known(people, 10)[0]["plan_late_ours"][0]
        assert late > 0
        move_plan(
            people.system, plan.pk, first=TODAY - timedelta(days=90), days=180, why="late", now=NOW
        )
        AuditEntry.objects.filter(action="plan.replanned").update(
            created_at=NOW - timedelta(days=5)
        )
        before, after = self.known(people, 10, 1)
        assert before["plan_late_ours"].tolist() == [late]
        assert after["plan_late_ours"].tolist() == [0]

    def test_a_task_dropped_or_done_today_was_open_yesterday(self, people, plan):
        tasks = PlanStep.objects.filter(side="us").order_by("due_on")
        late = self.known(people, 3)[0]["plan_late_ours"][0]
        for task, state in zip(tasks, ("dropped", "done"), strict=False):
            set_step_state(people.system, task, state, now=NOW)
        AuditEntry.objects.filter(action="plan.step_changed").update(created_at=NOW)
        before, now = self.known(people, 3, 0)
        assert before["plan_late_ours"].tolist() == [late]
        assert now["plan_late_ours"].tolist() == [late - 2]
        over = [one.over_on for one in planned_past(people.system) if one.over_on]
        assert over == [TODAY, TODAY]

    def test_a_request_that_waits_for_a_word_lowers_the_experience_and_says_so(self, people, plan):
        row = make_request(people.workspace, company=plan.company)
        came = NOW - timedelta(days=30)
        type(row).objects.filter(pk=row.pk).update(received_at=came, created_at=came)
        look_at_everybody(people.system, now=NOW)
        told = {one.key: one for one in readings_of(people.system, CustomerHealth.objects.get())}
        assert told["replies"].value == 0
        assert told["replies"].contribution < 0
        assert told["milestones"].value < told["milestones"].was  # more is late than four weeks ago
        close_request(people.system, row.pk, ending="told", now=NOW)
        look_at_everybody(people.system, now=NOW)
        told = {one.key: one for one in readings_of(people.system, CustomerHealth.objects.get())}
        assert told["replies"].value is None  # no open wish is no proof of anything
        with translation.override("ja"):
            assert "要望" in str(INPUT_WORDS["replies"])
            assert "40" in reason_words({"code": "request_wait", "value": 40.0})


def test_the_turn_reads_right_either_way():
    with translation.override("en"):
        assert "not" in reason_words({"code": "their_turn", "value": 0.0})
        assert "not" not in reason_words({"code": "their_turn", "value": 1.0})
