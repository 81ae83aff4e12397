"""Taking back what somebody was to be asked and was not sent yet."""

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.messaging.services.sending import cancel_message
from emptychair.messaging.types import MessageState
from emptychair.surveys.models import Invitation, Survey


def withdraw_unsent(access: Access, survey: Survey, person: Person) -> int:
    """Cancel messages of this survey to this person that still wait for their time; how many."""
    access.require(Permission.SURVEY_SEND)
    rows = Invitation.objects.visible_to(access).filter(
        survey=survey, person=person, message__state=MessageState.PLANNED
    )
    waiting = [row.message for row in rows.select_related("message") if row.message is not None]
    return sum(cancel_message(access, message) for message in waiting)
