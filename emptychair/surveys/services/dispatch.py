"""Putting invitations into the post."""

from datetime import datetime, timedelta

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.messaging.queries.windows import next_send_time
from emptychair.messaging.services.sending import plan_message
from emptychair.messaging.types import EMAIL, LINE, SMS, Purpose
from emptychair.surveys.errors import NoAddress
from emptychair.surveys.models import Invitation, Survey
from emptychair.surveys.rules.texts import language_for
from emptychair.surveys.services.invitation_mail import (
    InvitationMail,
    compose_invitation,
    compose_reminder,
)
from emptychair.surveys.services.invitation_text import (
    InvitationText,
    compose_text,
    compose_text_reminder,
)

TEST_LINK_DAYS = 7


def send_invitation(
    access: Access, invitation: Invitation, *, to_address: str, now: datetime
) -> None:
    """Plan the message of an invitation, once, and note it in the timeline.

    Raises `NoAddress`. Call it in the transaction that stored the invitation.
    """
    access.require(Permission.SURVEY_SEND)
    if not to_address:
        raise NoAddress
    words = _words(access, invitation)
    person = invitation.person
    message, _is_new = plan_message(
        access,
        person=person,
        unique_key=f"survey-invitation:{invitation.pk}",
        purpose=(Purpose.STAFF if invitation.is_test else Purpose.SURVEY).value,
        to_address=to_address,
        to_name=person.name if person else "",
        channel=invitation.channel,
        subject=words.subject,
        text=words.text,
        html=words.html,
        language=invitation.language,
        headers=words.headers,
        send_after=_moment(access, invitation, now),
    )
    invitation.message = message
    invitation.save(update_fields=["message", "changed_at"])
    if person is not None:
        add_to_timeline(
            access,
            person=person,
            code="surveys.asked",
            parameters={"survey": invitation.survey.name, "metric": invitation.survey.metric},
            happened_at=now,
            unique_key=f"invitation:{invitation.pk}",
        )


def _words(access: Access, invitation: Invitation) -> InvitationMail:
    """What it says: a mail, or a short message, which has neither subject nor look."""
    if invitation.channel not in {SMS, LINE}:
        return compose_invitation(access, invitation)
    return _as_mail(compose_text(access, invitation))


def reminder_words(access: Access, invitation: Invitation, *, is_last: bool) -> InvitationMail:
    """What a reminder says, on the channel of its invitation."""
    access.require(Permission.SURVEY_SEND)
    if invitation.channel not in {SMS, LINE}:
        return compose_reminder(access, invitation, is_last=is_last)
    return _as_mail(compose_text_reminder(access, invitation, is_last=is_last))


def _as_mail(short: InvitationText) -> InvitationMail:
    return InvitationMail(subject="", text=short.text, html="", headers=short.headers)


def _moment(access: Access, invitation: Invitation, now: datetime) -> datetime:
    """When it may leave. A test does not wait, and in a demo nothing leaves at all."""
    if invitation.person is None or invitation.is_test or access.workspace.is_demo:
        return now
    return next_send_time(access, invitation.person, channel=invitation.channel, now=now)


def send_test(
    access: Access,
    survey: Survey,
    *,
    to_address: str,
    language: str,
    now: datetime,
    channel: str = EMAIL,
) -> Invitation:
    """Send the invitation to a colleague, mostly oneself; answers to it are never counted.

    It may be sent in any state of the survey, as often as one likes. Raises `NoAddress`.
    """
    access.require(Permission.SURVEY_WRITE)
    access.require(Permission.SURVEY_SEND)
    with transaction.atomic():
        invitation = Invitation.objects.create(
            workspace=access.workspace,
            survey=survey,
            person=None,
            touchpoint=survey.touchpoint,
            occasion=f"test:{access.user_id}:{now.isoformat()}",
            channel=channel,
            language=language_for(language, access.workspace.language),
            asked_at=now,
            expires_at=now + timedelta(days=TEST_LINK_DAYS),
            is_test=True,
        )
        send_invitation(access, invitation, to_address=to_address, now=now)
        record_audit(access, survey, action="survey.tested", after={"language": language})
    return invitation
