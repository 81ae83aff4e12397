"""Which invitations are due for a reminder, and what speaks against one."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.messaging.models import Message
from emptychair.messaging.queries.addresses import channel_address
from emptychair.messaging.types import ADDRESSED, EMAIL, MessageState
from emptychair.surveys.models import Invitation
from emptychair.surveys.rules.reminders import ReminderFacts
from emptychair.surveys.types import SurveyState

KEY, REMINDER_KEY = "survey-invitation:", "survey-reminder:"
NEVER_CAME = (
    MessageState.BOUNCED,
    MessageState.COMPLAINED,
    MessageState.REFUSED,
    MessageState.CANCELLED,
)


def invitation_of_key(access: Access, unique_key: str) -> Invitation | None:
    """The invitation whose mail, or reminder, a message with this key is."""
    for prefix in (KEY, REMINDER_KEY):
        number = unique_key.removeprefix(prefix).partition(":")[0]
        if unique_key.startswith(prefix) and number.isdecimal():
            rows = Invitation.objects.visible_to(access).select_related("survey")
            return rows.filter(pk=int(number)).first()
    return None


def reminder_facts(access: Access, invitation: Invitation) -> ReminderFacts:
    """What the rule has to know; the survey is loaded."""
    access.require(Permission.SURVEY_SEND)
    survey, message = invitation.survey, invitation.message
    return ReminderFacts(
        days=survey.reminder_days,
        most=survey.reminders_most,
        reminders=invitation.reminders,
        survey_state=survey.state,
        answered=invitation.answered_at is not None,
        is_test=invitation.is_test,
        expires_at=invitation.expires_at,
        closes_at=survey.closes_at,
        came_back=message is None or message.state in NEVER_CAME,
        moved=_has_moved(access, invitation),
    )


def _has_moved(access: Access, invitation: Invitation) -> bool:
    """Whether the number or account that was written to is theirs no more."""
    message, person = invitation.message, invitation.person
    if message is None or person is None or invitation.channel == EMAIL:
        return False
    return channel_address(access, person, invitation.channel) != message.to_address


def due_reminders(access: Access, *, now: datetime, most: int) -> list[int]:
    """Invitations that are due, oldest first. A paused survey keeps its own for later."""
    access.require(Permission.SURVEY_SEND)
    rows = Invitation.objects.visible_to(access).filter(
        next_reminder_at__lte=now, survey__state=SurveyState.RUNNING, channel__in=ADDRESSED
    )
    return list(rows.order_by("next_reminder_at", "pk").values_list("pk", flat=True)[:most])


def workspaces_with_due_reminders(access: Access, *, now: datetime) -> list[Workspace]:
    """Where a reminder is due, for the job; `access` sees its own only."""
    access.require(Permission.SURVEY_SEND)
    rows = Invitation.objects.filter(
        next_reminder_at__lte=now, survey__state=SurveyState.RUNNING, channel__in=ADDRESSED
    )
    if access.place is not None:
        rows = rows.filter(workspace=access.place)
    ids = rows.order_by().values_list("workspace_id", flat=True).distinct()
    return list(Workspace.objects.filter(pk__in=list(ids)).order_by("pk"))


def planned_reminders(access: Access, invitation_id: int) -> list[Message]:
    """Reminders of an invitation that did not leave yet."""
    rows = Message.objects.visible_to(access).filter(
        unique_key__startswith=f"{REMINDER_KEY}{invitation_id}:", state=MessageState.PLANNED
    )
    return list(rows)
