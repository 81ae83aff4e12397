"""No order of events, crash, retry or concurrency runs a step twice or breaks a limit."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emptychair.automation.doing import Action, action_of, register_action
from emptychair.automation.models import Inside, Playbook, Run, RunStep
from emptychair.automation.rules.drawing import is_held_out
from emptychair.automation.services.looking import look_at_playbook, take_happening
from emptychair.automation.services.running import advance_run, due_runs
from emptychair.automation.services.starting import begin_runs
from emptychair.kit.periods import local_day
from emptychair.loop.models import Case
from tests.factories.automation import TASK, acting, happened, make_playbook
from tests.factories.customers import make_event, make_person
from tests.people import NOW


@pytest.fixture(autouse=True)
def _jobs_wait(settings):
    settings.JOBS_RUN_AT_ONCE = False


class CrashError(RuntimeError):
    """The program stops in the middle."""


@pytest.fixture
def crashing():
    """A task that stops the program after it was done, before anything is committed."""
    real, left = action_of("task"), []

    def perform(doing):
        did = real.perform(doing)
        if left and left.pop():
            raise CrashError
        return did

    register_action(
        Action(kind="task", words=real.words, perform=perform, undo=real.undo, costs=real.costs)
    )
    yield left
    register_action(real)


def test_a_crash_after_the_work_leaves_nothing_and_the_retry_does_it_once(people, crashing):
    playbook = make_playbook(people.workspace, TASK, {**TASK, "id": "s2"})
    access = acting(people.workspace)
    person = make_person(people.workspace)
    run = begin_runs(access, playbook.pk, [happened("event:1", person)], now=NOW).runs[0]
    crashing[:] = [False, True]  # the first time it stops, the second it does not
    with pytest.raises(CrashError):
        advance_run(access, run, now=NOW)
    assert (Case.objects.count(), RunStep.objects.count()) == (0, 0)
    advance_run(access, run, now=NOW)
    advance_run(access, run, now=NOW)
    assert (Case.objects.count(), RunStep.objects.count()) == (2, 2)


def test_the_same_happening_starts_one_run_whoever_tells_of_it(people):
    person, playbook = make_person(people.workspace), make_playbook(people.workspace)
    event, access = make_event(person, name="lapsed"), acting(people.workspace)
    event.__class__.objects.update(created_at=NOW)
    later = NOW + timedelta(minutes=1)
    for _ in range(2):
        take_happening(access, "event", event.pk, now=later)
        look_at_playbook(access, playbook.pk, now=later)
    assert list(Run.objects.values_list("occurrence", flat=True)) == [f"event:{event.pk}"]


def test_what_happened_before_it_went_live_starts_nothing(people):
    person, playbook = make_person(people.workspace), make_playbook(people.workspace)
    event = make_event(person, name="lapsed", occurred_at=NOW - timedelta(days=200))
    event.__class__.objects.update(created_at=NOW)  # an import of history
    access = acting(people.workspace)
    assert not take_happening(access, "event", event.pk, now=NOW + timedelta(minutes=1))
    look_at_playbook(access, playbook.pk, now=NOW + timedelta(minutes=1))
    assert not Run.objects.exists()


def test_a_customer_comes_in_once_in_so_many_days(people):
    person, access = make_person(people.workspace), acting(people.workspace)
    playbook = make_playbook(people.workspace, again_days=30)
    for day in (0, 10, 29, 31):
        now = NOW + timedelta(days=day)
        begun = begin_runs(
            access, playbook.pk, [happened(f"event:{day}", person, moment=now)], now=now
        )
        for run in begun.runs:
            advance_run(access, run, now=now)
    assert sorted(Run.objects.values_list("occurrence", flat=True)) == ["event:0", "event:31"]


def test_whoever_has_no_place_today_begins_on_the_next_day(people):
    access, playbook = acting(people.workspace), make_playbook(people.workspace, per_day=2)
    found = [happened(f"event:{n}", make_person(people.workspace)) for n in range(5)]
    begin_runs(access, playbook.pk, found, now=NOW)
    zone = people.workspace.zone
    days = Counter(local_day(run.began_at, zone) for run in Run.objects.all())
    today = local_day(NOW, zone)
    assert days == {today + timedelta(days=n): count for n, count in ((0, 2), (1, 2), (2, 1))}
    waiting = Run.objects.filter(began_at__gt=NOW).first()
    assert advance_run(access, waiting.pk, now=NOW).state == "waiting"
    assert advance_run(access, waiting.pk, now=waiting.began_at).state == "done"


def test_those_held_out_are_drawn_before_anything_is_done_and_get_nothing(people):
    access = acting(people.workspace)
    playbook = make_playbook(people.workspace, hold_out=50)
    everybody = [make_person(people.workspace) for _ in range(12)]
    begin_runs(access, playbook.pk, [happened(f"event:{p.pk}", p) for p in everybody], now=NOW)
    for run in Run.objects.order_by("pk"):
        assert run.is_held_out == is_held_out("seed", f"person:{run.person_id}", 50)
        advance_run(access, run.pk, now=NOW)
    assert Case.objects.count() == Run.objects.filter(is_held_out=False).count() > 0
    assert Run.objects.filter(is_held_out=True).exists()


def test_who_is_in_the_segment_at_the_beginning_starts_nothing_and_who_comes_in_does(people):
    from emptychair.customers.services.segments import save_segment

    access = acting(people.workspace)
    rules = {"conditions": [{"field": "language", "operator": "is", "value": "en"}]}
    segment = save_segment(people.system, name="English", rules=rules)
    inside = make_person(people.workspace, language="en")
    playbook = make_playbook(
        people.workspace, trigger="segment", parameters={"segment": str(segment.pk)}
    )
    look_at_playbook(access, playbook.pk, now=NOW)
    assert (Inside.objects.count(), Run.objects.count()) == (1, 0)
    new = make_person(people.workspace, language="en")
    look_at_playbook(access, playbook.pk, now=NOW + timedelta(hours=1))  # once a day only
    look_at_playbook(access, playbook.pk, now=NOW + timedelta(days=1))
    assert [run.person for run in Run.objects.all()] == [new]
    inside.language = "ja"
    inside.save()
    look_at_playbook(access, playbook.pk, now=NOW + timedelta(days=2))
    assert Inside.objects.count() == 1


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("happen"), st.integers(0, 2), st.integers(0, 6)),
        st.tuples(st.just("advance"), st.integers(0, 5), st.booleans()),
        st.tuples(st.just("pass"), st.integers(1, 40), st.none()),
        st.tuples(st.just("pause"), st.booleans(), st.none()),
    ),
    max_size=14,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=ACTS)
def test_no_order_of_acts_does_a_step_twice_or_breaks_a_limit(people, crashing, acts):
    Playbook.objects.all().delete()
    Case.objects.all().delete()
    wait = {"id": "s2", "kind": "wait", "settings": {"days": 3}}
    playbook = make_playbook(
        people.workspace, TASK, wait, {**TASK, "id": "s3"}, again_days=20, per_day=2
    )
    everybody = [make_person(people.workspace) for _ in range(3)]
    access, now = acting(people.workspace), NOW
    for act, number, what in acts:
        if act == "happen":
            one = happened(f"event:{what}", everybody[number], moment=now)
            begin_runs(access, playbook.pk, [one, one], now=now)
        elif act == "advance":
            run = Run.objects.order_by("pk").values_list("pk", flat=True)[number : number + 1]
            crashing[:] = [what]
            try:
                for run_id in [*run, *due_runs(access, now=now)]:
                    advance_run(access, run_id, now=now)
            except CrashError:
                pass
            crashing.clear()
        elif act == "pass":
            now += timedelta(days=number)
        else:
            Playbook.objects.update(state="paused" if number else "live")
    _limits_hold(people, playbook)


def _limits_hold(people, playbook):
    done = RunStep.objects.filter(kind="task", state="done")
    cases = [row.result["case"] for row in done]
    assert len(cases) == len(set(cases)) == Case.objects.count()
    begun = Counter(local_day(run.began_at, people.workspace.zone) for run in Run.objects.all())
    assert all(count <= 2 for count in begun.values())
    for person in set(Run.objects.values_list("person", flat=True)):
        moments = sorted(Run.objects.filter(person=person).values_list("began_at", flat=True))
        gaps = [b - a for a, b in pairwise(moments)]
        assert all(gap > timedelta(days=19) for gap in gaps)
    keys = Run.objects.filter(playbook=playbook).values_list("occurrence", flat=True)
    assert len(keys) == len(set(keys))
