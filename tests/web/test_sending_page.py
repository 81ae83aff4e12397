"""The page of sending domains, and the page that says why mails to many rest."""

import pytest
from django.utils import timezone

from emptychair.messaging.models import Message, SendingDomain, SendingPause
from emptychair.messaging.name_lookup import NoAnswer, register_lookup
from emptychair.surveys.models import Survey
from tests.factories.surveys import make_survey


@pytest.fixture(autouse=True)
def dns(monkeypatch):
    """A stand-in for the DNS."""
    entries = {"example.com": ["v=spf1 include:_spf.example.net -all"]}
    monkeypatch.setattr("emptychair.messaging.name_lookup._LOOKUPS", [])
    register_lookup(lambda name: entries.get(name, []))
    return entries


@pytest.fixture
def owner(client, people):
    client.force_login(people.alice)
    return client


def page(client):
    return client.get("/settings/sending/", headers={"accept-language": "en"}).content.decode()


def test_a_domain_is_added_looked_up_and_says_what_to_do(owner, people):
    answer = owner.post(
        "/settings/sending/", {"domain": "example.com", "selector": "", "is_new": "new"}
    )
    assert answer.status_code == 302
    shown = page(owner)
    assert "_dmarc.example.com" in shown
    assert "v=DMARC1; p=none; rua=mailto:" in shown
    assert shown.count("data-copy=") >= 2
    row = SendingDomain.objects.get()
    assert (row.workspace, row.slow_start_on is not None) == (people.workspace, True)


def test_a_domain_that_is_none_is_refused_with_a_sentence(owner):
    answer = owner.post("/settings/sending/", {"domain": "no domain", "is_new": "new"})
    assert answer.status_code == 422
    assert not SendingDomain.objects.exists()


def test_looking_again_shows_what_changed_and_only_the_part(owner, dns):
    owner.post("/settings/sending/", {"domain": "example.com", "is_new": "known"})
    row = SendingDomain.objects.get()
    dns["_dmarc.example.com"] = ["v=DMARC1; p=reject"]
    part = owner.post(f"/settings/sending/{row.pk}/check/", headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert f'id="domain-{row.pk}"'.encode() in part.content
    row.refresh_from_db()
    assert row.findings["dmarc"]["state"] == "good"


def test_when_the_dns_does_not_answer_the_page_says_so(owner):
    def nobody(_name):
        raise NoAnswer

    register_lookup(nobody)
    owner.post("/settings/sending/", {"domain": "example.com", "is_new": "new"})
    assert "DNS" in page(owner)
    assert SendingDomain.objects.get().findings == {"unanswered": True}


def test_selector_and_slow_start_are_changed_and_the_domain_taken_out(owner):
    owner.post("/settings/sending/", {"domain": "example.com", "is_new": "new"})
    row = SendingDomain.objects.get()
    owner.post(f"/settings/sending/{row.pk}/change/", {"selector": "pm"})
    row.refresh_from_db()
    assert (row.selector, row.slow_start_on) == ("pm", None)
    assert row.findings["dkim"]["name"] == "pm._domainkey.example.com"
    owner.post(f"/settings/sending/{row.pk}/remove/")
    assert not SendingDomain.objects.exists()


def test_the_page_takes_few_queries(owner, people, django_assert_max_num_queries):
    for number in range(8):
        SendingDomain.objects.create(workspace=people.workspace, domain=f"{number}.example.com")
    with django_assert_max_num_queries(25):
        page(owner)


@pytest.fixture
def pause(people):
    return SendingPause.objects.create(
        workspace=people.workspace,
        reason="many_bounces",
        parameters={"count": 7, "sent": 80, "days": 7},
        begun_at=timezone.now(),
    )


def test_a_pause_stands_in_the_outbox_and_on_today_and_is_ended_by_a_person(owner, people, pause):
    Message.objects.create(
        workspace=people.workspace,
        unique_key="x",
        purpose="survey",
        state="bounced",
        to_address="gone@example.com",
        subject="x",
        text="x",
        send_after=timezone.now(),
        reason="came_back",
    )
    link = f"/settings/outbox/pauses/{pause.pk}/"
    assert link in owner.get("/settings/outbox/").content.decode()
    assert link in owner.get("/").content.decode()
    assert "gone@example.com" in owner.get(link).content.decode()
    assert owner.post(f"{link}resume/").status_code == 302
    pause.refresh_from_db()
    assert pause.ended_at is not None
    assert link not in owner.get("/settings/outbox/").content.decode()
    assert owner.get(link).status_code == 200
    assert owner.post(f"{link}resume/").status_code == 409


def test_a_pause_of_the_neighbours_does_not_exist(owner, people, pause):
    SendingPause.objects.update(workspace=people.neighbours)
    assert owner.get(f"/settings/outbox/pauses/{pause.pk}/").status_code == 404


def test_reminders_are_set_with_the_survey(owner, people):
    survey = make_survey(people.workspace)
    settings = {"name": "x", "trigger_delay_minutes": "0", "link_days": "30"}
    address = f"/surveys/{survey.pk}/settings/"
    assert owner.post(address, settings | {"reminders": "5x2"}).status_code == 302
    survey = Survey.objects.get()
    assert (survey.reminder_days, survey.reminders_most) == (5, 2)
    owner.post(address, settings)  # a form of before, without the field
    survey.refresh_from_db()
    assert survey.reminder_days == 5
    owner.post(address, settings | {"reminders": "0x0"})
    survey.refresh_from_db()
    assert survey.reminder_days == 0
    assert owner.post(address, settings | {"reminders": "1x99"}).status_code == 422


def test_unconfirmed_clicks_stand_on_the_page_of_the_survey_and_not_among_answers(owner, people):
    from tests.factories.customers import make_person
    from tests.factories.surveys import make_response

    survey = make_survey(people.workspace)
    person = make_person(people.workspace, name="山田 花子")
    make_response(survey, person, score=2, aside="doubtful", external_id="click:1")
    shown = owner.get(f"/surveys/{survey.pk}/", headers={"accept-language": "en"}).content.decode()
    assert 'id="clicks"' in shown
    assert shown.count("山田 花子") == 1
