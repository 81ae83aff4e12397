"""Praise on Today: one click leads to a word of thanks, and it stays thanked for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from emptychair.loop.models import Case
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey


@pytest.fixture
def praise(people):
    person = make_person(people.workspace, name="中山 文子")
    moment = timezone.now() - timedelta(hours=1)
    survey = make_survey(people.workspace)
    return make_response(survey, person, score=10, comment="親切でした。", answered_at=moment)


def thank(client, praise):
    return client.post("/today/row/case/", {"key": f"praise:{praise.pk}"})


def on_today(client):
    return "薦めてくださり" in client.get("/").content.decode()


def test_one_click_opens_a_case_of_thanks_with_its_reply_form(client, people, praise):
    client.force_login(people.alice)
    assert on_today(client)
    answer = thank(client, praise)
    case = Case.objects.get()
    assert answer["Location"] == f"/cases/{case.number}/#reply"
    assert (case.kind, case.response, case.person) == ("thanks", praise, praise.person)
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert 'id="reply"' in page
    assert "親切でした。" in page
    assert not on_today(client)


def test_two_clicks_lead_to_one_case(client, people, praise):
    client.force_login(people.alice)
    assert thank(client, praise)["Location"] == thank(client, praise)["Location"]
    assert Case.objects.count() == 1


def test_once_thanked_it_never_comes_back(client, people, praise):
    client.force_login(people.alice)
    thank(client, praise)
    case = Case.objects.get()
    words = {"subject": "お礼", "text": "ありがとうございました。"}
    client.post(f"/cases/{case.number}/reply/", words)
    assert not on_today(client)
    client.post(f"/cases/{case.number}/close/", {"outcome": "solved", "root_cause": "なし"})
    case.refresh_from_db()
    assert case.state == "closed"
    assert not on_today(client)
