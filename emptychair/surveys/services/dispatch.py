"""Putting invitations into the post."""

from datetime import datetime, timedelta

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.messaging.services.sending import plan_message
from emptychair.messaging.types import Purpose
from emptychair.surveys.errors import NoAddress
from emptychair.surveys.models import Invitation, Survey
from emptychair.surveys.rules.texts import language_for
from emptychair.surveys.services.invitation_mail import compose_invitation

TEST_LINK_DAYS = 7


def send_invitation(
    access: Access, invitation: Invitation, *, to_address: str, now: datetime
) -> None:
    """Plan the mail of an invitation, once, and note it in the timeline.

    Raises `NoAddress`. Call it in the transaction that stored the invitation.
    """
    access.require(Permission.SURVEY_SEND)
    if not to_address:
        raise NoAddress
    mail = compose_invitation(access, invitation)
    person = invitation.person
    message, _is_new = plan_message(
        access,
        person=person,
        unique_key=f"survey-invitation:{invitation.pk}",
        purpose=(Purpose.STAFF if invitation.is_test else Purpose.SURVEY).value,
        to_address=to_address,
        to_name=person.name if person else "",
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        language=invitation.language,
        headers=mail.headers,
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


def send_test(
    access: Access, survey: Survey, *, to_address: str, language: str, now: datetime
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
            language=language_for(language, access.workspace.language),
            asked_at=now,
            expires_at=now + timedelta(days=TEST_LINK_DAYS),
            is_test=True,
        )
        send_invitation(access, invitation, to_address=to_address, now=now)
        record_audit(access, survey, action="survey.tested", after={"language": language})
    return invitation
