"""Triggers and facts of the domains that watch customers read what those domains keep."""

from datetime import timedelta

import pytest

from emptychair.automation.models import Run
from emptychair.automation.queries.judging import judge
from emptychair.automation.rules.definition import read_conditions
from emptychair.automation.services.looking import look_at_playbook
from emptychair.automation.triggers import Window, known_triggers, trigger_named
from emptychair.automation.types import Subject
from emptychair.kit.periods import local_day
from emptychair.onboarding.models import FirstValue, FirstValueReading, FirstValueVersion
from emptychair.silence.models import SilentEpisode
from emptychair.success.models import CustomerHealth
from tests.factories.automation import acting, make_playbook
from tests.factories.customers import make_company, make_person
from tests.people import NOW


@pytest.fixture(autouse=True)
def _jobs_wait(settings):
    settings.JOBS_RUN_AT_ONCE = False


def health_of(person, **fields):
    plain = {"unit": -person.pk, "as_of": NOW.date(), "looked_at": NOW, "quadrant": "unknown"}
    return CustomerHealth.objects.create(
        workspace=person.workspace, person=person, **(plain | fields)
    )


def test_every_trigger_has_words_and_a_reader(people):
    for one in known_triggers():
        given = one.parameters_of({})
        assert one.words(people.system, given)
        assert (one.moments is None) != (one.holds is None), one.key
        for parameter in one.parameters:
            assert parameter.choices is None or isinstance(parameter.choices(people.system), list)


def test_a_silence_starts_on_its_day_and_not_for_those_held_out_by_the_page_of_silence(people):
    heard, held = make_person(people.workspace), make_person(people.workspace)
    day = local_day(NOW, people.workspace.zone)
    for person, is_held in ((heard, False), (held, True)):
        SilentEpisode.objects.create(
            workspace=people.workspace,
            person=person,
            last_seen=day - timedelta(days=60),
            began_on=day,
            held_out=is_held,
        )
    trigger = trigger_named("silent")
    window = Window(NOW - timedelta(days=1), NOW)
    found = list(trigger.moments(people.system, {"about": "person"}, window))
    assert [one.subject.person_id for one in found] == [heard.pk]


def test_who_comes_onto_the_list_of_those_at_risk_starts_on_that_day(people):
    before, access = make_person(people.workspace), acting(people.workspace)
    health_of(before, is_listed=True)
    playbook = make_playbook(people.workspace, trigger="at_risk", parameters={"about": "person"})
    look_at_playbook(access, playbook.pk, now=NOW)
    new = make_person(people.workspace)
    health_of(new, is_listed=True)
    look_at_playbook(access, playbook.pk, now=NOW + timedelta(days=1))
    assert [run.person for run in Run.objects.all()] == [new]


def test_those_inside_already_begin_too_where_it_is_wanted(people):
    person = make_person(people.workspace)
    health_of(person, is_listed=True)
    playbook = make_playbook(
        people.workspace, trigger="at_risk", parameters={"about": "person"}, inside_too=True
    )
    look_at_playbook(acting(people.workspace), playbook.pk, now=NOW)
    assert [run.person for run in Run.objects.all()] == [person]


def test_who_is_stuck_before_the_first_value_and_who_came_to_it(people):
    company = make_company(people.workspace)
    stuck, there = make_person(people.workspace), make_person(people.workspace)
    value = FirstValue.objects.create(workspace=people.workspace, kind="person")
    version = FirstValueVersion.objects.create(
        workspace=people.workspace, definition=value, number=1, words="second order", begins="day"
    )
    day = NOW.date()
    for person, fields in ((stuck, {"slow": 75}), (there, {"reached_on": day})):
        FirstValueReading.objects.create(
            workspace=people.workspace, version=version, person=person, as_of=day,
            signed_up_on=day - timedelta(days=40), **fields,
        )  # fmt: skip
    access, given = people.system, {"about": "person"}
    held = trigger_named("stalled").holds(access, given, NOW)
    assert [one.person_id for one in held] == [stuck.pk]
    window = Window(NOW - timedelta(days=2), NOW)
    came = trigger_named("first_value").moments(access, given, window)
    assert [one.subject.person_id for one in came] == [there.pk]
    assert company.pk


def test_unknown_health_fits_no_condition(people):
    known, unknown = make_person(people.workspace), make_person(people.workspace)
    health_of(known, experience=80.0, risk_90=0.4)
    health_of(unknown)
    subjects = [Subject(known.pk), Subject(unknown.pk)]
    lines = [
        {"field": "health_experience", "operator": "at_least", "value": "50"},
        {"field": "risk", "operator": "at_least", "value": "30"},
    ]
    conditions = read_conditions({"conditions": lines})
    found = judge(people.system, conditions, subjects, now=NOW)
    assert [found[one].ok for one in subjects] == [True, False]
