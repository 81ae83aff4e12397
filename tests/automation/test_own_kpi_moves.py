"""A customer's own number starts playbooks and answers conditions: target, by so much, percent."""

from datetime import timedelta

import pytest

from emptychair.automation.facts import past_of
from emptychair.automation.models import Run
from emptychair.automation.queries.judging import fields_of, judge, wrong_lines
from emptychair.automation.queries.names import names_of
from emptychair.automation.queries.playbooks import problems_of
from emptychair.automation.rules.definition import read_conditions, read_definition
from emptychair.automation.services.dry_run import dry_run
from emptychair.automation.services.looking import look_at_playbook
from emptychair.automation.triggers import trigger_named
from emptychair.automation.types import Subject
from emptychair.kit.periods import local_day
from emptychair.outcomes.services.kpis import Agreed, agree_kpi
from emptychair.outcomes.services.readings import record_readings
from emptychair.outcomes.types import GivenReading
from tests.factories.automation import TASK, acting, make_playbook, plain
from tests.factories.customers import make_company, make_event, make_person
from tests.people import NOW


@pytest.fixture(autouse=True)
def _jobs_wait(settings):
    settings.JOBS_RUN_AT_ONCE = False


@pytest.fixture
def company(people):
    return make_company(people.workspace, name="Sakura")


def agreed(people, company, **terms):
    usual = {"name": "Hires", "start_value": 2.0, "target_value": 12.0}
    kpi, _new = agree_kpi(
        people.system, Agreed(**(usual | terms)), company=company, now=NOW - timedelta(days=200)
    )
    return kpi


def told(people, kpi, value, *, ago=0, recorded=None):
    moment = NOW - timedelta(days=ago)
    day = local_day(moment, people.workspace.zone)
    given = [GivenReading(value=value, day=day)]
    record_readings(people.system, kpi, given, now=recorded or moment)


def tried(people, **parameters):
    given = {"about": "company", **parameters}
    definition = read_definition(plain(TASK, trigger="kpi_moved", parameters=given))
    access = people.system
    found = dry_run(access, definition, seed="s", names=names_of(access), now=NOW)
    today = local_day(NOW, people.workspace.zone)
    return [(today - row.happened_on).days for row in found.began]


def test_the_first_day_on_which_it_had_moved_that_far(people, company):
    kpi = agreed(people, company)
    for value, ago in ((3, 80), (5, 60), (12, 40), (11, 30), (13, 20)):
        told(people, kpi, value, ago=ago)
    assert tried(people, move="reached") == [40]
    assert tried(people, move="by", by="3") == [60]
    assert tried(people, move="percent", by="50") == [80]
    assert tried(people, move="percent", by="900") == []
    assert tried(people, move="reached", name="Another") == []


def test_less_is_better_and_without_a_start_the_first_number_stands_for_it(people, company):
    kpi = agreed(people, company, direction="down", start_value=None, target_value=None)
    for value, ago in ((40, 70), (50, 60), (30, 10)):
        told(people, kpi, value, ago=ago)
    assert tried(people, move="percent", by="25") == [10]
    assert tried(people, move="reached") == []


def test_live_it_begins_once_when_the_number_comes_and_history_starts_nothing(people, company):
    kpi, late = agreed(people, company), agreed(people, make_company(people.workspace))
    given = {"about": "company", "move": "reached"}
    playbook = make_playbook(people.workspace, trigger="kpi_moved", parameters=given)
    told(people, late, 12, ago=20, recorded=NOW - timedelta(minutes=5))
    told(people, kpi, 12, recorded=NOW - timedelta(minutes=5))
    access = acting(people.workspace)
    look_at_playbook(access, playbook.pk, now=NOW)
    told(people, kpi, 13, recorded=NOW + timedelta(minutes=1))
    look_at_playbook(access, playbook.pk, now=NOW + timedelta(minutes=10))
    assert [run.company for run in Run.objects.all()] == [company]


def test_conditions_about_the_kpi_by_what_is_known(people, company):
    told(people, agreed(people, company), 7)
    unknown = make_company(people.workspace)
    subjects = [Subject(None, company.pk), Subject(None, unknown.pk)]
    for field, operator, value, fits in (
        ("kpi_way", "at_least", "50", True),
        ("kpi_percent", "at_least", "250", True),
        ("kpi_change:Hires", "at_least", "5", True),
        ("kpi_change:Hires", "at_least", "6", False),
        ("kpi_reached", "yes", "", False),
    ):
        line = {"field": field, "operator": operator, "value": value}
        conditions = read_conditions({"conditions": [line]})
        assert wrong_lines(people.system, conditions) == []
        found = judge(people.system, conditions, subjects, now=NOW)
        assert [found[one].ok for one in subjects] == [fits, False], field


def test_the_dry_run_asks_how_the_kpi_stood_then(people, company):
    kpi, person = agreed(people, company), make_person(people.workspace, company=company)
    told(people, kpi, 3, ago=60), told(people, kpi, 12, ago=20)
    for ago in (50, 5):
        make_event(person, name="lapsed", occurred_at=NOW - timedelta(days=ago))
    line = {"field": "kpi_way", "operator": "at_least", "value": "90"}
    definition = read_definition(plain(TASK, conditions={"conditions": [line]}, again_days=1))
    access = people.system
    found = dry_run(access, definition, seed="s", names=names_of(access), now=NOW)
    assert len(found.began) == 1
    assert found.only_today == ()
    assert past_of("kpi_change:Hires") is not None
    assert "kpi_change:Hires" in fields_of(access)


def test_the_trigger_reads_as_a_sentence_in_every_form(people):
    words = trigger_named("kpi_moved").words
    said = {
        words(people.system, {"move": move, "by": "3", "name": name})
        for move in ("reached", "by", "percent")
        for name in ("", "Hires")
    }
    assert len(said) == 6


def test_a_move_without_a_size_does_not_go_live(people):
    for parameters, problems in (
        ({"move": "reached"}, 0),
        ({"move": "by", "by": "2.5"}, 0),
        ({"move": "by"}, 1),
        ({"move": "percent", "by": "much"}, 1),
    ):
        given = plain(TASK, trigger="kpi_moved", parameters={"about": "company", **parameters})
        assert len(problems_of(people.system, read_definition(given))) == problems, parameters
