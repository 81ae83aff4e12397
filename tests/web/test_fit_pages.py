"""Pages of fit, through requests."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.fit.models import FitOverrule, FitSetting
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey


@pytest.fixture
def alice(client, people):
    client.force_login(people.alice)
    client.cookies["emptychair_language"] = "en"
    return client


@pytest.fixture
def answered(people):
    asked = make_survey(people.workspace, metric="pmf")
    for number in range(35):
        person = make_person(people.workspace, name=f"Person {number}", segment="shops")
        make_response(
            asked,
            person,
            score=3 if number < 3 else 2,
            segment="shops",
            comment="It keeps the shop running.",
            answered_at=timezone.now() - timedelta(days=number + 1),
        )
    return asked


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_before_fit_the_page_advises_learning_and_whom_to_talk_to(alice, answered):
    page = text(alice.get("/fit/"))
    assert "before fit" in page
    assert "learn to ride" in page
    assert "3 of 35" in page
    assert "Person 0" in page
    people = text(alice.get("/fit/people/?segment=shops"))
    assert people.index("Person 0") < people.index("Person 9")
    assert "It keeps the shop running." in people


def test_without_answers_the_page_offers_the_survey_that_asks(alice, people):
    page = text(alice.get("/fit/"))
    assert "not shown yet" in page
    assert 'value="saas_must_have"' in page
    answer = alice.post("/surveys/new/", {"template": "saas_must_have"})
    assert answer.status_code == 302
    assert 'value="saas_must_have"' not in text(alice.get("/fit/"))


def test_advice_is_overruled_with_a_reason_and_followed_again(alice, answered):
    assert "required" in text(alice.post("/fit/overrule/?segment=shops", {"reason": ""}))
    alice.post("/fit/overrule/?segment=shops", {"reason": "The fair is in March."})
    page = text(alice.get("/fit/"))
    assert "The fair is in March." in page
    row = FitOverrule.objects.get()
    alice.post(f"/fit/overrules/{row.pk}/withdraw/")
    assert "taken back" in text(alice.get("/fit/"))


def test_a_group_gets_a_test_of_its_own_and_loses_it(alice, answered):
    given = {"test": "one_off", "recent_days": "30", "repeat_line": "40", "recommend_line": "35"}
    alice.post("/fit/test/?segment=shops", given)
    row = FitSetting.objects.get()
    assert (row.segment, row.test, row.repeat_line) == ("shops", "one_off", 0.4)
    assert "came again within a year" in text(alice.get("/fit/"))
    alice.post("/fit/test/?segment=shops", {"drop": "1"})
    assert not FitSetting.objects.exists()


def test_the_strip_says_learn_first_and_then_navigate(alice, people, rf):
    from django.template import Context, Template

    from emptychair.accounts.queries.entering import access_of_user

    def strip():
        access = access_of_user(people.alice, slug="kitchen")
        return Template("{% load fit %}{% fit_strip %}").render(Context({"access": access}))

    assert "/fit/people/" in strip()
    asked = make_survey(people.workspace, metric="pmf")
    for _each in range(34):
        person = make_person(people.workspace)
        make_response(asked, person, score=3, answered_at=timezone.now() - timedelta(days=2))
    assert "/fit/people/" not in strip()
