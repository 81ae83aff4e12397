"""What a playbook would have done, without storing or sending anything."""

from datetime import timedelta

import pytest

from emptychair.automation.models import Run
from emptychair.automation.queries.names import names_of
from emptychair.automation.rules.definition import read_definition
from emptychair.automation.services.dry_run import dry_run
from emptychair.messaging.models import ContactDecision, Message
from tests.factories.automation import MAIL, TASK, plain
from tests.factories.customers import make_company, make_contract, make_event, make_person
from tests.factories.surveys import make_response, make_survey
from tests.people import NOW


@pytest.fixture(autouse=True)
def _jobs_wait(settings):
    settings.JOBS_RUN_AT_ONCE = False


def tried(people, *steps, **fields):
    definition = read_definition(plain(*(steps or (TASK,)), **fields))
    access = people.system
    return dry_run(access, definition, seed="seed", names=names_of(access), now=NOW)


def lapsed(person, days):
    return make_event(person, name="lapsed", occurred_at=NOW - timedelta(days=days))


def test_each_time_is_listed_with_its_day_and_nothing_is_stored(people):
    person, other = make_person(people.workspace), make_person(people.workspace)
    lapsed(person, 50), lapsed(other, 3), lapsed(other, 95)
    found = tried(people, TASK, MAIL)
    assert [row.customer.person_id for row in found.began] == [other.pk, person.pk]
    assert (found.costs.minutes, found.costs.mails) == (30, 2)
    assert not Run.objects.exists()
    assert not Message.objects.exists()
    assert not ContactDecision.objects.exists()


def test_who_is_left_out_is_told_with_the_reason(people):
    person = make_person(people.workspace, language="ja")
    gone = make_person(people.workspace, left_on=NOW.date(), language="en")
    english = make_person(people.workspace, language="en")
    for one, days in ((person, 5), (gone, 5), (english, 60), (english, 20)):
        lapsed(one, days)
    rules = {"conditions": [{"field": "language", "operator": "is", "value": "en"}]}
    found = tried(people, conditions=rules)
    assert found.reasons == {"condition": 1, "left": 1, "again": 1}
    assert [row.customer.person_id for row in found.began] == [english.pk]
    out = next(row for row in found.rows if row.out == "condition")
    assert out.against.field == "language"


def test_the_contact_rule_is_asked_for_the_day_on_which_the_mail_would_have_left(people):
    person = make_person(people.workspace)
    lapsed(person, 40), lapsed(person, 37)
    silent = make_person(people.workspace, email="")
    lapsed(silent, 10)
    found = tried(people, MAIL, again_days=1)
    said = {row.happened_on: row.strides[0].refused for row in found.began}
    assert sorted(said.values()) == ["", "no_address", "too_soon"]
    assert found.costs.mails == 1
    assert found.refusals == 2


def test_a_wait_moves_what_follows_and_ways_that_depend_on_the_run_are_open(people):
    lapsed(make_person(people.workspace), 20)
    wait = {"id": "s1", "kind": "wait", "settings": {"days": 7}}
    decides = {"conditions": [{"field": "run:active", "operator": "yes"}]}
    branch = {"id": "s2", "kind": "branch", "settings": {"conditions": decides}}
    found = tried(
        people,
        wait,
        branch,
        {**TASK, "id": "s3", "under": "s2", "side": "yes"},
        {**TASK, "id": "s4", "under": "s2", "side": "no"},
    )
    row = found.began[0]
    assert [(one.step.id, one.perhaps) for one in row.strides] == [
        ("s1", False),
        ("s3", True),
        ("s4", True),
    ]
    assert (row.strides[1].day - row.strides[0].day).days == 7


def test_a_branch_about_the_customer_is_decided_by_what_is_known(people):
    lapsed(make_person(people.workspace, language="en"), 20)
    decides = {"conditions": [{"field": "language", "operator": "is", "value": "en"}]}
    branch = {"id": "s1", "kind": "branch", "settings": {"conditions": decides}}
    found = tried(
        people,
        branch,
        {**TASK, "id": "s2", "under": "s1", "side": "yes"},
        {**TASK, "id": "s3", "under": "s1", "side": "no"},
    )
    assert [(one.step.id, one.perhaps) for one in found.began[0].strides] == [("s2", False)]


def test_a_renewal_is_found_on_its_day_for_the_company_and_somebody_to_write_to(people):
    company = make_company(people.workspace)
    contact = make_person(people.workspace, company=company)
    make_contract(contact, renews_on=NOW.date() + timedelta(days=60))
    parameters = {"days": "90", "about": "company"}
    found = tried(people, MAIL, trigger="renewal", parameters=parameters)
    row = found.began[0]
    assert (row.customer.company_id, row.customer.person_id) == (company.pk, None)
    assert (NOW.date() - row.happened_on).days == 30
    assert row.strides[0].refused == ""


def test_low_answers_of_one_survey_only(people):
    person, survey = make_person(people.workspace), make_survey(people.workspace)
    for score in (3, 9):
        make_response(survey, person, score=score, answered_at=NOW - timedelta(days=score))
    parameters = {"from": "0", "to": "6", "survey": str(survey.pk)}
    found = tried(people, trigger="answer", parameters=parameters)
    assert [(NOW.date() - row.happened_on).days for row in found.began] == [3]


def test_facts_of_contracts_decide_for_whom_it_is(people):
    cheap, dear = make_person(people.workspace), make_person(people.workspace)
    for one, plan in ((cheap, "Mini"), (dear, "Pro")):
        began = NOW.date() - timedelta(days=60)
        make_contract(one, plan=plan, starts_on=began, renews_on=NOW.date() + timedelta(days=20))
        lapsed(one, 5)
    rules = {
        "conditions": [
            {"field": "plan", "operator": "is", "value": "pro"},
            {"field": "renews_in", "operator": "at_most", "value": "30"},
        ]
    }
    assert [row.customer.person_id for row in tried(people, conditions=rules).began] == [dear.pk]
