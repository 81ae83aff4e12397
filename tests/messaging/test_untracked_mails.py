"""Of mails to anonymous surveys no provider notes who opened them and who clicked."""

import pytest
from anymail.exceptions import AnymailUnsupportedFeature
from django.core.mail import get_connection

from emptychair.integrations.email.composing import compose
from emptychair.messaging.channels import UNTRACKED, Outgoing
from emptychair.surveys.services.invitation_mail import compose_invitation
from tests.factories.customers import make_person
from tests.factories.surveys import make_invitation, make_survey

POSTMARK = "anymail.backends.postmark.EmailBackend"
PLAIN = "django.core.mail.backends.locmem.EmailBackend"


def composed(backend, headers):
    message = Outgoing(
        header_id="<1@example.com>",
        from_name="Kitchen",
        from_address="us@example.com",
        to_name="",
        to_address="you@example.com",
        reply_to="",
        subject="How was it?",
        text="Please tell us.",
        html="<p>Please tell us.</p>",
        headers=headers,
    )
    return compose(message, get_connection(backend))


@pytest.mark.parametrize(("privacy", "expected"), [("anonymous", True), ("named", False)])
def test_an_invitation_asks_for_it_where_answers_are_anonymous(people, privacy, expected):
    survey = make_survey(people.workspace, privacy=privacy)
    invitation = make_invitation(survey, make_person(people.workspace), language="en")
    assert (UNTRACKED in compose_invitation(people.system, invitation).headers) is expected


def test_a_provider_is_told_and_the_mail_does_not_say_it(settings):
    settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "token"}
    mail = composed(POSTMARK, {UNTRACKED: "yes"})
    assert (mail.track_clicks, mail.track_opens) == (False, False)
    assert UNTRACKED not in mail.extra_headers
    payload = mail.connection.build_message_payload(mail, {}).data
    assert (payload["TrackOpens"], payload["TrackLinks"]) == (False, "None")
    assert not hasattr(composed(POSTMARK, {}), "track_clicks")


def test_a_provider_that_cannot_be_told_still_gets_the_mail(settings):
    settings.ANYMAIL = {"BREVO_API_KEY": "key"}
    brevo = "anymail.backends.brevo.EmailBackend"
    mail = composed(brevo, {UNTRACKED: "yes"})
    mail.connection.build_message_payload(mail, {})  # does not refuse
    mail.track_clicks = False
    with pytest.raises(AnymailUnsupportedFeature):
        mail.connection.build_message_payload(mail, {})


def test_over_plain_smtp_the_lines_of_known_relays_say_so():
    headers = composed(PLAIN, {UNTRACKED: "yes"}).extra_headers
    assert headers["X-Mailgun-Track"] == "no"
    assert headers["X-PM-TrackLinks"] == "None"
    assert "X-SMTPAPI" not in composed(PLAIN, {}).extra_headers
