"""A dry run holds conditions against what was so then, and names what is only known today."""

from datetime import timedelta

import pytest

from emptychair.automation.facts import known_facts, past_of
from emptychair.automation.queries.names import names_of
from emptychair.automation.rules.definition import read_definition
from emptychair.automation.services.dry_run import dry_run
from emptychair.customers.models import ContractChange, Person, Segment
from emptychair.customers.queries.segment_people import segment_fields_of
from emptychair.kit.periods import local_day
from emptychair.silence.models import SilentEpisode
from emptychair.success.models import CustomerHealth
from tests.factories.automation import TASK, plain
from tests.factories.customers import make_contract, make_event, make_person
from tests.factories.loop import make_case
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW


@pytest.fixture(autouse=True)
def _jobs_wait(settings):
    settings.JOBS_RUN_AT_ONCE = False


@pytest.fixture
def person(people):
    found = make_person(people.workspace)
    for days in (60, 5):
        make_event(found, name="lapsed", occurred_at=ago(days))
    return found


def ago(days):
    return NOW - timedelta(days=days)


def day(people, days):
    return local_day(ago(days), people.workspace.zone)


def began(people, field, operator, value="", days=0, steps=(TASK,)):
    """How many days ago it would have begun where this holds."""
    line = {"field": field, "operator": operator, "value": value, "days": days}
    rules = {"conditions": [line]}
    definition = read_definition(plain(*steps, conditions=rules, again_days=1))
    access = people.system
    found = dry_run(access, definition, seed="seed", names=names_of(access), now=NOW)
    return [(day(people, 0) - row.happened_on).days for row in found.began], found


def test_the_plan_a_customer_paid_for_then_decides(people, person):
    row = make_contract(person, plan="Pro", starts_on=day(people, 300))
    ContractChange.objects.create(
        workspace=people.workspace, contract=row, counts_from=day(people, 30), recorded_at=ago(30),
        plan="Mini", amount=1, currency="JPY", period="month", starts_on=row.starts_on,
    )  # fmt: skip
    assert began(people, "plan", "is", "pro")[0] == [5]
    assert began(people, "plan", "is", "mini")[0] == [60]


def test_days_to_the_renewal_are_those_of_then(people, person):
    make_contract(person, period="year", starts_on=day(people, 300), renews_on=day(people, -65 + 0))
    assert began(people, "renews_in", "at_most", "70")[0] == [5]
    assert began(people, "renews_in", "at_least", "120")[0] == [60]


def test_a_renewal_that_was_moved_on_since_lay_a_term_earlier(people, person):
    make_contract(person, period="year", starts_on=day(people, 400), renews_on=day(people, -335))
    assert began(people, "renews_in", "at_most", "40")[0] == [60]


def test_an_event_that_came_later_does_not_count_yet(people, person):
    make_event(person, name="exported", occurred_at=ago(20))
    assert began(people, "event", "done", "exported", 30)[0] == [5]
    assert began(people, "event", "not_done", "exported", 30)[0] == [60]


def test_the_last_recommendation_is_that_of_then(people, person):
    survey = make_survey(people.workspace)
    for days, score in ((80, 3), (20, 10)):
        make_response(survey, person, score=score, answered_at=ago(days))
    assert began(people, "last_nps", "is", "detractor")[0] == [60]
    assert began(people, "last_nps", "is", "promoter")[0] == [5]


def test_a_case_that_is_closed_by_now_was_open_then(people, person):
    make_case(people.workspace, person=person, opened_at=ago(70), closed_at=ago(50), state="closed")
    assert began(people, "open_case", "yes")[0] == [60]
    assert began(people, "open_case", "no")[0] == [5]


def test_silence_holds_from_when_it_was_noticed_until_it_ended(people, person):
    SilentEpisode.objects.create(
        workspace=people.workspace, person=person, last_seen=day(people, 90),
        began_on=day(people, 65), ended_on=day(people, 55), outcome="returned",
    )  # fmt: skip
    assert began(people, "silent", "yes")[0] == [60]


def test_days_silent_are_counted_to_then(people):
    person = make_person(people.workspace)
    make_event(person, name="opened", occurred_at=ago(50))
    make_event(person, name="lapsed", occurred_at=ago(10))
    found, _run = began(people, "silent_days", "at_most", "0")
    assert found == [10]


def test_health_is_the_last_monthly_reading_of_then(people, person):
    months = [[day(people, days).isoformat(), 1.0, 1, value, 1, risk] for days, value, risk in (
        (70, 30.0, 0.5), (10, 80.0, 0.1),
    )]  # fmt: skip
    CustomerHealth.objects.create(
        workspace=people.workspace, person=person, unit=-person.pk, as_of=day(people, 0),
        looked_at=NOW, quadrant="unknown", experience=80.0, risk_90=0.1, history=months,
    )  # fmt: skip
    assert began(people, "health_experience", "at_most", "50")[0] == [60]
    assert began(people, "risk", "at_most", "20")[0] == [5]


def test_what_nobody_wrote_down_is_named(people, person):
    _found, run = began(people, "language", "is", "ja")
    assert [one.field for one in run.only_today] == ["language"]
    _found, run = began(people, "plan", "is_empty")
    assert run.only_today == ()


def test_a_branch_is_decided_by_what_was_so_then(people, person):
    make_event(person, name="exported", occurred_at=ago(20))
    asks = {"conditions": [{"field": "event", "operator": "done", "value": "exported", "days": 30}]}
    branch = {"id": "b", "kind": "branch", "settings": {"conditions": asks}}
    steps = (
        branch,
        {**TASK, "id": "y", "under": "b", "side": "yes"},
        {**TASK, "id": "n", "under": "b", "side": "no"},
    )
    _found, run = began(people, "joined", "is_empty", steps=steps)
    assert [[one.step.id for one in row.strides] for row in run.began] == [["y"], ["n"]]


def test_every_time_of_a_customer_that_is_asked_about_has_a_reader_or_is_named(people):
    """A new field is either read as of then or stands on the page; nothing is passed over."""
    today = {"segment", "language", "region", "title", "company", "value", "touch"}
    names = {one.name for one in segment_fields_of(people.system)} | set(known_facts())
    unread = {name for name in names if past_of(name) is None}
    assert {"joined", "event", "plan", "silent", "risk", "open_case"} <= names - unread
    assert today <= unread


def test_who_came_into_a_segment_is_told_by_what_was_so_in_each_week(people):
    person, later = make_person(people.workspace), make_person(people.workspace)
    make_contract(person, plan="Pro", starts_on=day(people, 300))
    for one, days in ((person, 40), (later, 200)):
        make_event(one, name="exported", occurred_at=ago(days))
    rules = {"match": "all", "conditions": [
        {"field": "event", "operator": "done", "value": "exported", "days": 30},
        {"field": "language", "operator": "is", "value": person.language},
    ]}  # fmt: skip
    segment = Segment.objects.create(workspace=people.workspace, name="Exports", rules=rules)
    Person.objects.update(language="ja")
    rules["conditions"][1]["value"] = "ja"
    segment.save()
    definition = read_definition(
        plain(TASK, trigger="segment", parameters={"segment": str(segment.pk)})
    )
    access = people.system
    found = dry_run(access, definition, seed="seed", names=names_of(access), now=NOW)
    assert [row.customer.person_id for row in found.began] == [person.pk]
    assert 33 <= (day(people, 0) - found.began[0].happened_on).days <= 40
    assert [one.field for one in found.only_today] == ["language"]
