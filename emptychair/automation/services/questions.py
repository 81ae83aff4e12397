"""Surveys of playbooks: asked through the survey's own service, and taken back while unsent."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.models import Run
from emptychair.automation.types import Did, StepState
from emptychair.messaging.services.sending import cancel_message
from emptychair.messaging.types import MessageState
from emptychair.surveys.models import Invitation, Survey
from emptychair.surveys.services.asking import ask_person
from emptychair.surveys.types import ALREADY_ASKED
from emptychair.surveys.wishes import AskWish


def ask_in_run(
    access: Access, run: Run, survey_id: int, wish: AskWish, *, key: str, now: datetime
) -> Did:
    """Ask the customer of a run, or say why not. Raises `SurveyNotRunning`."""
    access.require(Permission.SURVEY_SEND)
    if run.person is None:
        return Did(StepState.REFUSED.value, "nobody")
    survey = Survey.objects.visible_to(access).filter(pk=survey_id).first()
    if survey is None:
        return Did(StepState.REFUSED.value, "survey_gone")
    asked = ask_person(access, survey, run.person, occasion=key, now=now, **wish)
    if asked.reason == ALREADY_ASKED:
        return Did(StepState.REFUSED.value, "asked_already")
    if not asked.asked:
        words = {"code": asked.reason, "with": asked.parameters}
        return Did(StepState.REFUSED.value, "contact", words)
    return Did(StepState.DONE.value, result={"invitation": asked.invitation_id})


def take_back_question(access: Access, invitation_id: int) -> bool:
    """Cancel an invitation that has not left; whether it never leaves now."""
    access.require(Permission.SURVEY_SEND)
    rows = Invitation.objects.visible_to(access).filter(pk=invitation_id)
    invitation = rows.select_related("message").first()
    if invitation is None:
        return True
    message = invitation.message
    if message is None:
        return False
    return message.state == MessageState.CANCELLED or cancel_message(access, message)
