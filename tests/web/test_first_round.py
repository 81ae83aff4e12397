"""The first round of a new workspace: each step leads where it is done; done, it is ticked."""

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from emptychair.accounts.queries import access_of_user
from emptychair.agenda.queries import first_steps
from emptychair.messaging.models import Message
from emptychair.surveys.models import Survey
from tests.factories.surveys import make_survey


@pytest.fixture
def charlie(client, people):
    """A workspace in which nothing has happened yet."""
    client.force_login(people.charlie)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_from_making_a_question_to_the_mail_to_oneself_in_two_steps(charlie, people):
    assert f'href="{reverse("survey-new")}"' in charlie.get("/").text
    charlie.post(reverse("survey-new"), {"metric": "nps"})
    survey = Survey.objects.get()
    page = charlie.get("/").text
    assert f'href="{reverse("survey", args=[survey.pk])}"' in page
    assert first_steps(access_of_user(people.charlie)).survey  # a draft is a question written


def test_surveys_that_came_out_of_a_file_are_no_question_of_ours(people):
    make_survey(people.neighbours, state="closed")
    assert not first_steps(access_of_user(people.charlie)).survey


def test_without_a_mail_server_the_mail_to_oneself_is_shown_at_once(charlie, people, settings):
    settings.MAIL_IS_SENT = False
    charlie.post(reverse("survey-new"), {"metric": "nps"})
    survey = Survey.objects.get()
    sent = charlie.post(reverse("survey-test", args=[survey.pk]), {"language": "en"}, follow=True)
    message = Message.objects.get()
    assert sent.redirect_chain[-1][0] == reverse("outbox-message", args=[message.pk])
    assert "No mail server is set" in sent.text
    assert "Sent to" not in sent.text


def test_an_outside_helper_without_cases_is_not_led_to_pages_that_refuse(client, people):
    client.force_login(people.paul)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get("/").text
    assert "Nobody is waiting" in page
    assert reverse("voices") not in page
    assert reverse("initiatives") not in page
