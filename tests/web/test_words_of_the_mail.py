"""Once questions are published, the page of words holds those of the mail alone; what is known of a
customer stands in the mail; a draft says when it begins to ask.
"""

import pytest
from django.utils import timezone

from emptychair.customers.models import Person
from emptychair.messaging.models import Message
from emptychair.surveys.models import Survey
from emptychair.surveys.services.asking import ask_person
from emptychair.surveys.services.authoring import set_survey_state
from emptychair.surveys.services.drafting import create_from_template
from tests.factories.customers import make_person
from tests.factories.definitions import ask_this, definition, page, question
from tests.factories.surveys import make_survey

NOW = timezone.now()
SHORT = definition(page(question("nps", required=True), question("long_text", why_of="nps")))


@pytest.fixture
def alice(people, client):
    client.force_login(people.alice)
    return client


@pytest.fixture
def published(people):
    return ask_this(make_survey(people.workspace, state="running"), SHORT)


def test_the_page_of_a_published_survey_holds_the_words_of_the_mail(alice, published):
    address = f"/surveys/{published.pk}/edit/?language=en"
    body = alice.get(address).content.decode()
    assert 'name="mail_subject"' in body
    assert 'name="question"' not in body
    assert f"/surveys/{published.pk}/questions/" in body
    given = {
        "language": "en",
        "mail_subject": "Hello",
        "mail_opening": "Good day",
        "question": "Overwritten?",
    }
    before = dict(published.question)
    assert alice.post(address, given).status_code == 302
    published.refresh_from_db()
    assert published.mail_subject["en"] == "Hello"
    assert published.question == before
    assert alice.post(address, {**given, "mail_subject": " "}).status_code == 422


def asked(people, survey, **fields):
    person = make_person(people.workspace, **fields)
    assert ask_person(people.system, survey, person, occasion="t", now=NOW).asked
    return Message.objects.get(person=person)


MARKED = {
    "ja": "{{attribute:plan|いまの}}プランを、{company}をお薦めになりますか。",
    "en": "Would you recommend the {{attribute:plan|current}} plan of {company}?",
}


def test_what_is_known_of_a_customer_stands_in_the_question_of_the_mail(people):
    survey = make_survey(people.workspace, state="running", question=MARKED)
    mail = asked(people, survey, language="en", attributes={"plan": "<b>Gold"})
    wanted = f"Would you recommend the <b>Gold plan of {people.workspace.name}?"
    assert wanted in mail.text
    assert "&lt;b&gt;Gold plan" in mail.html
    assert "attribute:" not in mail.html + mail.text


def test_words_stand_where_nothing_is_known(people):
    survey = make_survey(people.workspace, state="running", question=MARKED)
    assert "いまのプラン" in asked(people, survey, language="ja").text


def test_a_mark_inside_of_what_is_known_is_not_read_again(people):
    survey = make_survey(people.workspace, state="running", question=MARKED)
    mail = asked(people, survey, language="en", attributes={"plan": "{{attribute:name}}"})
    assert "{{attribute:name}}" in mail.text


def test_a_text_message_and_the_page_say_the_same(people, client):
    survey = make_survey(
        people.workspace, state="running", question=MARKED, channels=["sms", "email"]
    )
    sms = asked(people, survey, language="en", phone="090-1111-2222", attributes={"plan": "Gold"})
    assert sms.channel == "sms"
    assert "the Gold plan" in sms.text
    link = next(word for word in sms.text.split() if "/a/" in word)
    assert "the Gold plan" in client.get("/a/" + link.split("/a/")[1]).content.decode()


def test_the_preview_knows_nobody_and_the_page_of_the_survey_shows_the_mark(alice, people):
    survey = make_survey(people.workspace, question=MARKED)
    preview = alice.get(f"/surveys/{survey.pk}/preview/mail/?language=en").content.decode()
    assert "the current plan" in preview
    assert "{{attribute:plan|" in alice.get(f"/surveys/{survey.pk}/").content.decode()


def test_a_draft_says_that_nobody_is_asked_and_that_starting_publishes(alice, people):
    survey = create_from_template(people.system, template="left_page", language="en")
    told = "Nobody is asked until you start the survey."
    alice.cookies["emptychair_language"] = "en"
    for page_of in ("", "questions/", "questions/versions/"):
        assert told in alice.get(f"/surveys/{survey.pk}/{page_of}").content.decode(), page_of
    set_survey_state(people.system, survey, state="running")
    assert Survey.objects.get().version == 1
    assert told not in alice.get(f"/surveys/{survey.pk}/").content.decode()
    assert not Person.objects.exists()
