"""What happens to an invitation when its mail moves, and when it is answered."""

from datetime import datetime

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.messaging.models import DeliveryNote
from emptychair.messaging.types import DeliveryKind, MessageState
from emptychair.surveys.models import Invitation, Response
from emptychair.surveys.queries.reminding import KEY, invitation_of_key
from emptychair.surveys.services.clicks import supersede_click
from emptychair.surveys.services.reminders import end_reminders, note_sent
from emptychair.surveys.types.definition import Privacy

NEVER = (
    MessageState.BOUNCED,
    MessageState.COMPLAINED,
    MessageState.REFUSED,
    MessageState.CANCELLED,
)
# Which moment of an invitation a note sets. Opened is unreliable: programs open mails too.
MOMENTS = {
    DeliveryKind.DELIVERED: "delivered_at",
    DeliveryKind.OPENED: "opened_at",
    DeliveryKind.CLICKED: "opened_at",
}


def follow_state(access: Access, unique_key: str, state: MessageState, *, now: datetime) -> None:
    """The invitation left: its reminders are planned. It never arrives: there are none."""
    access.require(Permission.SURVEY_SEND)
    if state not in {*NEVER, MessageState.HANDED_OVER}:
        return
    invitation = invitation_of_key(access, unique_key)
    if invitation is None:
        return
    if state in NEVER:
        end_reminders(access, invitation)
    elif unique_key.startswith(KEY):
        note_sent(access, invitation, now=now)


def follow_note(
    access: Access, unique_key: str, kind: DeliveryKind, *, happened_at: datetime
) -> None:
    """Note when the mail of an invitation arrived and was opened first."""
    access.require(Permission.SURVEY_SEND)
    field = MOMENTS.get(kind)
    invitation = invitation_of_key(access, unique_key) if field else None
    if field is None or invitation is None:
        return
    if field == "opened_at" and invitation.survey.privacy == Privacy.ANONYMOUS:
        # The day of a click in the mail would be the day of an answer: it is not even kept.
        notes = DeliveryNote.objects.visible_to(access).filter(message__unique_key=unique_key)
        notes.filter(
            kind__in=[one.value for one, name in MOMENTS.items() if name == field]
        ).delete()
        return
    rows = Invitation.objects.visible_to(access).filter(pk=invitation.pk)
    rows.filter(**{field: None}).update(**{field: happened_at}, changed_at=timezone.now())


def follow_answer(access: Access, response_id: int) -> None:
    """Who answered is reminded no more; a click of theirs that nobody confirmed is settled."""
    access.require(Permission.SURVEY_SEND)
    rows = Response.objects.visible_to(access).select_related("invitation")
    response = rows.filter(pk=response_id).first()
    if response is None or response.invitation is None:
        return
    end_reminders(access, response.invitation)
    supersede_click(access, response)
