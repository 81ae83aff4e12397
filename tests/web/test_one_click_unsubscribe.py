"""RFC 8058: a mail program unsubscribes by one POST, without a page, a cookie or an account."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from emptychair.customers.models import Suppression
from emptychair.messaging.models import Message
from emptychair.surveys.models import Invitation
from emptychair.surveys.services.asking import ask_person
from tests.factories.customers import make_person
from tests.factories.surveys import make_survey

BODY = "List-Unsubscribe=One-Click"


@pytest.fixture
def mail(people):
    survey = make_survey(people.workspace)
    ask_person(
        people.system, survey, make_person(people.workspace), occasion="t", now=timezone.now()
    )
    return Message.objects.get()


def path(mail):
    return mail.headers["List-Unsubscribe"].strip("<>").partition("/a/")[2]


def press(mail, **more):
    """As a mail program does: no cookie, no referrer, checks of forgery on."""
    client = Client(enforce_csrf_checks=True)
    return client.post(
        f"/a/{path(mail)}",
        BODY,
        content_type="application/x-www-form-urlencoded",
        headers={"Accept": "*/*"} | more,
    )


def test_the_mail_has_both_headers_and_one_address(mail):
    assert mail.headers["List-Unsubscribe-Post"] == BODY
    link = mail.headers["List-Unsubscribe"]
    assert link.startswith("<")
    assert link.endswith("/stop/>")
    assert "?" not in link


def test_one_post_unsubscribes_without_redirect_and_without_cookie(mail):
    answer = press(mail)
    assert answer.status_code == 200
    assert not answer.cookies
    assert Suppression.objects.get().address == mail.to_address


def test_the_body_may_come_as_a_form_with_parts(mail):
    answer = Client(enforce_csrf_checks=True).post(
        f"/a/{path(mail)}", {"List-Unsubscribe": "One-Click"}
    )
    assert answer.status_code == 200
    assert Suppression.objects.exists()


def test_looking_at_the_address_does_nothing(client, mail):
    for look in (client.get, client.head):
        assert look(f"/a/{path(mail)}").status_code == 200
    assert not Suppression.objects.exists()


def test_the_button_works_when_the_link_is_too_old_and_the_survey_over(mail):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=400))
    Invitation.objects.get().survey.__class__.objects.update(state="closed")
    assert press(mail).status_code == 200
    assert Suppression.objects.exists()


def test_twice_is_once(mail):
    assert press(mail).status_code == press(mail).status_code == 200
    assert Suppression.objects.count() == 1


def test_nobody_can_make_up_the_address_of_somebody_else(mail):
    answer = Client().post(f"/a/{path(mail)[:-8]}x/stop/", BODY, content_type="text/plain")
    assert answer.status_code == 404
    assert not Suppression.objects.exists()
