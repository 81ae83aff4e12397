"""Routines come round, exceptions call tasks, seats are filled, and what no team can solve is
brought to whoever answers for the business."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.accounts.models import AuditEntry
from emptychair.accounts.queries.entering import access_of_user
from emptychair.kit.agenda import agenda_sources
from emptychair.kit.errors import NotFound, Refused
from emptychair.kit.periods import Period
from emptychair.metrics.events import ChangeNoticed
from emptychair.programme.errors import (
    NoSteps,
    NoSuchColleague,
    NothingDecided,
    ReasonMissing,
    StepsOpen,
)
from emptychair.programme.jobs import look_at_day
from emptychair.programme.models import Routine, RoutineTask
from emptychair.programme.queries import open_tasks, routine_rows, seats_of, task_row, task_with_id
from emptychair.programme.queries.exceptions import exceptions_now
from emptychair.programme.rules.rounds import USUAL, next_round, rounds
from emptychair.programme.services.escalations import decide_escalation, raise_escalation
from emptychair.programme.services.seats import change_routine, ensure_routines, fill_seats
from emptychair.programme.services.tasks import (
    call_task,
    finish_task,
    hand_task,
    make_tasks,
    reopen_task,
    skip_task,
    tick_steps,
)
from emptychair.programme.subscribers import call_task_for_fallen_score
from emptychair.programme.types import Found
from emptychair.programme.words import routine_steps, routine_title
from emptychair.stats import Impossible, burst
from emptychair.surveys.models import Wave
from tests.factories.customers import make_person
from tests.factories.loop import make_case
from tests.factories.surveys import make_invitation, make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

TODAY = date(2026, 11, 22)  # a Sunday


# -- when things come round


def test_a_weekly_routine_comes_each_monday_and_a_half_yearly_one_with_the_fiscal_year():
    within = Period(date(2026, 10, 1), date(2026, 11, 1))
    days = [day for day, _name in rounds("week", 0, within, first_month=4)]
    assert days == [date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 19), date(2026, 10, 26)]
    assert list(rounds("half_year", 12, within, first_month=4)) == [(date(2026, 10, 12), "2026-10")]
    assert list(rounds("half_year", 12, within, first_month=6)) == []
    assert next_round("year", 1, date(2026, 4, 2), first_month=4) == date(2027, 4, 1)
    assert next_round("exception", 0, TODAY, first_month=4) is None


@given(
    every=st.sampled_from(["week", "month", "quarter", "half_year", "year"]),
    day=st.integers(0, 28),
    first=st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    cut=st.integers(1, 800),
    month=st.integers(1, 12),
)
def test_a_span_cut_in_two_has_the_same_rounds_with_the_same_names(every, day, first, cut, month):
    day = day % 7 if every == "week" else day
    end = first + timedelta(days=801)
    middle = first + timedelta(days=cut)
    whole = list(rounds(every, day, Period(first, end), first_month=month))
    parts = [
        one
        for part in (Period(first, middle), Period(middle, end))
        for one in rounds(every, day, part, first_month=month)
    ]
    assert parts == whole
    assert len({name for _day, name in whole}) == len(whole)


def test_every_usual_routine_has_a_name_and_as_many_lines_as_it_says():
    for one in USUAL:
        assert routine_title(one.key) != one.key
        assert len(routine_steps(one.key)) == one.steps


# -- tasks


def test_tasks_are_made_once_however_often_the_job_runs(people):
    first = make_tasks(people.system, today=TODAY)
    assert first >= 2
    assert make_tasks(people.system, today=TODAY) == 0
    assert RoutineTask.objects.filter(workspace=people.neighbours).count() == 0
    assert {one.routine_key for one in open_tasks(people.system, today=TODAY)} >= {"weekly_voices"}


def test_the_job_serves_every_workspace(people):
    look_at_day()
    look_at_day()
    for workspace in (people.workspace, people.neighbours):
        assert Routine.objects.filter(workspace=workspace).count() == len(USUAL)
        found = RoutineTask.objects.filter(workspace=workspace)
        assert found.count() == found.values("routine", "unique").distinct().count() > 0


@pytest.fixture
def task(people):
    fill_seats(access_of_user(people.alice), officer_id=people.bob.pk, executive_id=None)
    make_tasks(people.system, today=TODAY)
    return RoutineTask.objects.filter(routine__key="weekly_voices").first()


def test_a_task_falls_to_the_officer_and_is_done_when_its_lines_are(people, task):
    bob = access_of_user(people.bob)
    assert task.owner == people.bob
    with pytest.raises(StepsOpen):
        finish_task(bob, task, now=NOW)
    tick_steps(bob, task, ticked={0, 1, 2, 3, 99}, note="三名に電話")
    assert task.ticked == [0, 1, 2, 3]
    finish_task(bob, task, now=NOW)
    row = task_row(bob, task_with_id(bob, task.pk), today=TODAY)
    assert (row.state, row.note, row.done_steps) == ("done", "三名に電話", 4)
    reopen_task(bob, task)
    assert task_with_id(bob, task.pk).state == "open"
    actions = AuditEntry.objects.filter(action__startswith="task.")
    assert {"task.done", "task.reopened"} <= set(actions.values_list("action", flat=True))


def test_leaving_a_task_out_takes_a_reason(people, task):
    bob = access_of_user(people.bob)
    with pytest.raises(ReasonMissing):
        skip_task(bob, task, reason=" ", now=NOW)
    skip_task(bob, task, reason="休業日", now=NOW)
    assert task_with_id(bob, task.pk).state == "skipped"


def test_a_finished_task_keeps_the_checklist_it_had(people, task):
    bob, alice = access_of_user(people.bob), access_of_user(people.alice)
    tick_steps(bob, task, ticked={0, 1, 2, 3}, note="")
    finish_task(bob, task, now=NOW)
    change_routine(
        alice,
        task.routine,
        every="week",
        day=2,
        steps=["読む", "", "話す"],
        owner_id=people.maya.pk,
        is_active=True,
    )
    done = task_row(bob, task_with_id(bob, task.pk), today=TODAY)
    assert len(done.steps) == 4
    make_tasks(people.system, today=TODAY + timedelta(days=14))
    newest = RoutineTask.objects.filter(routine=task.routine).order_by("-due_on").first()
    assert newest.due_on.weekday() == 2
    assert newest.owner == people.maya
    with pytest.raises(NoSteps):
        change_routine(
            alice, task.routine, every="week", day=0, steps=[" "], owner_id=None, is_active=True
        )


def test_tasks_are_done_by_their_owner_or_by_those_who_run_the_programme(people, task):
    hand_task(access_of_user(people.alice), task, owner_id=people.maya.pk)
    with pytest.raises(Refused):
        tick_steps(access_of_user(people.bob), task, ticked={0}, note="")
    with pytest.raises(NoSuchColleague):
        hand_task(access_of_user(people.alice), task, owner_id=people.charlie.pk)
    with pytest.raises(NotFound):
        task_with_id(access_of_user(people.charlie), task.pk)


def test_a_due_task_stands_on_today_until_it_is_done(people, task):
    source = agenda_sources()["programme.tasks"]
    bob = access_of_user(people.bob)
    RoutineTask.objects.filter(pk=task.pk).update(due_on=TODAY - timedelta(days=1))
    keys = [item.key for item in source(bob, now=NOW, limit=20)]
    assert f"task:{task.pk}" in keys
    task = task_with_id(bob, task.pk)
    tick_steps(bob, task, ticked={0, 1, 2, 3}, note="")
    finish_task(bob, task, now=NOW)
    assert f"task:{task.pk}" not in [item.key for item in source(bob, now=NOW, limit=20)]


# -- exceptions


def test_the_burst_test_is_that_of_two_poisson_means():
    # Given 10 in all, one span of nine holding 5 or more: binomial(10, 1/9), worked by hand.
    tail = sum(
        n * (1 / 9) ** k * (8 / 9) ** (10 - k)
        for k, n in ((5, 252), (6, 210), (7, 120), (8, 45), (9, 10), (10, 1))
    )
    assert burst(5, 5, spans_before=8).p_value == pytest.approx(tail)
    assert burst(0, 9, spans_before=8).p_value == 1.0
    with pytest.raises(Impossible):
        burst(1, 1, spans_before=0)


def test_many_complaints_at_once_call_a_task_once(people):
    for week in range(1, 9):
        make_case(people.workspace, opened_at=NOW - timedelta(weeks=week))
    assert exceptions_now(people.system, today=TODAY) == []
    for _ in range(12):
        make_case(people.workspace, opened_at=NOW - timedelta(days=1))
    found = exceptions_now(people.system, today=TODAY)
    assert [one.key for one in found] == ["complaint_burst"]
    assert call_task(people.system, found[0], today=TODAY)
    assert not call_task(people.system, found[0], today=TODAY)
    row = next(one for one in open_tasks(people.system, today=TODAY) if one.is_exceptional)
    assert "12" in row.why


def noticed(people, **fields):
    plain = {
        "workspace_id": people.workspace.pk,
        "alert_id": 7,
        "kind": "score",
        "place_kind": "company",
        "place": "",
        "metric": "nps",
        "since": "2026-09-07",
        "is_good": False,
        "before": 31.4,
        "after": 12.2,
    }
    return ChangeNoticed(**(plain | fields))


def test_a_score_that_fell_beyond_noise_calls_its_checklist_once(people):
    assert exceptions_now(people.system, today=TODAY) == []
    for _look in range(2):
        call_task_for_fallen_score(noticed(people))
    rows = [one for one in open_tasks(people.system, today=TODAY) if one.is_exceptional]
    assert [one.routine_key for one in rows] == ["score_drop"]
    assert "31" in rows[0].why
    assert "12" in rows[0].why
    place = make_touchpoint(people.workspace, name="請求書")
    share = {"metric": "csat", "before": 86.6, "after": 62.8}
    call_task_for_fallen_score(noticed(people, alert_id=9, **share))
    assert any("63%" in one.why for one in open_tasks(people.system, today=TODAY))
    told = noticed(people, alert_id=8, place_kind="touchpoint", place=str(place.pk), metric="ces")
    call_task_for_fallen_score(told)
    why = [one.why for one in open_tasks(people.system, today=TODAY) if one.is_exceptional]
    assert any("請求書" in one and "12.2" in one for one in why)


def test_what_rose_or_was_no_score_calls_nobody(people):
    call_task_for_fallen_score(noticed(people, is_good=True))
    call_task_for_fallen_score(noticed(people, kind="rate", place_kind="survey", place="3"))
    assert not RoutineTask.objects.exists()


def test_a_wave_that_few_answered_is_told_with_its_interval(people):
    survey = make_survey(people.workspace)
    begun = NOW - timedelta(days=20)
    Wave.objects.create(
        workspace=people.workspace, survey=survey, key="2026-11-02", people=120, begun_at=begun
    )
    for number in range(120):
        make_invitation(
            survey,
            make_person(people.workspace),
            occasion="wave:2026-11-02",
            answered_at=NOW if number < 3 else None,
        )
    found = exceptions_now(people.system, today=TODAY)
    assert [one.key for one in found] == ["low_coverage"]
    assert found[0].parameters["answered"] == 3


def test_a_routine_that_is_switched_off_calls_nobody(people):
    ensure_routines(people.system)
    Routine.objects.filter(key="score_drop").update(is_active=False)
    found = Found(key="score_drop", unique="x", parameters={})
    assert not call_task(people.system, found, today=TODAY)


# -- seats and escalations


def test_an_empty_seat_is_empty_and_a_filled_one_must_head_the_business(people):
    alice = access_of_user(people.alice)
    assert not seats_of(alice).is_owned
    fill_seats(alice, officer_id=None, executive_id=None, executive_name="佐藤 社長")
    assert seats_of(alice).executive == "佐藤 社長"
    assert not seats_of(alice).is_owned
    fill_seats(alice, officer_id=people.bob.pk, executive_id=people.maya.pk, executive_is_head=True)
    assert seats_of(alice).is_owned
    with pytest.raises(NoSuchColleague):
        fill_seats(alice, officer_id=people.charlie.pk, executive_id=None)
    with pytest.raises(Refused):
        fill_seats(access_of_user(people.bob), officer_id=None, executive_id=None)


def test_what_no_team_can_solve_waits_for_the_executive_owner(people):
    alice, bob = access_of_user(people.alice), access_of_user(people.bob)
    fill_seats(alice, officer_id=None, executive_id=people.maya.pk, executive_is_head=True)
    case = make_case(people.workspace)
    row = raise_escalation(bob, title="請求の仕組み", needs="予算が要る", now=NOW, case=case)
    source = agenda_sources()["programme.escalations"]
    assert source(bob, now=NOW, limit=9) == []
    assert [one.subject for one in source(access_of_user(people.maya), now=NOW, limit=9)] == [
        ("escalation", row.pk)
    ]
    with pytest.raises(Refused):
        decide_escalation(bob, row, decision="やる", now=NOW)
    maya = access_of_user(people.maya)
    with pytest.raises(NothingDecided):
        decide_escalation(maya, row, decision=" ", now=NOW)
    decide_escalation(maya, row, decision="来月から田中が担当する", now=NOW)
    assert source(maya, now=NOW, limit=9) == []


def test_routines_tell_the_next_day(people):
    ensure_routines(people.system)
    rows = {one.key: one for one in routine_rows(people.system, today=TODAY)}
    assert rows["weekly_voices"].next_on == date(2026, 11, 23)
    assert rows["score_drop"].next_on is None
