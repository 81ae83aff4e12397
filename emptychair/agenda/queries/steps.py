"""How far a new workspace has come, by facts."""

from typing import Any

from django.db.models import Exists, Model, QuerySet, Subquery
from django.db.models.functions import Coalesce

from emptychair.accounts.access import Access
from emptychair.accounts.models import MemberInvitation, Membership, Workspace
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.agenda.types import FirstSteps
from emptychair.customers.models import Person
from emptychair.messaging.models import Message
from emptychair.messaging.types import MessageState
from emptychair.surveys.models import Response, Survey
from emptychair.surveys.types import SurveyState
from emptychair.touchpoints.models import Touchpoint

LEFT_US = (
    MessageState.HANDED_OVER,
    MessageState.DELIVERED,
    MessageState.BOUNCED,
    MessageState.COMPLAINED,
    MessageState.UNKNOWN,
)


def first_steps(access: Access) -> FirstSteps:
    """What is there already, in one query."""
    access.require(Permission.AGENDA_READ)
    found = _what_is_there(access, user=access.user_id or 0)[0]
    return FirstSteps(
        people=found["people"],
        touchpoints=found["touchpoints"],
        survey=found["survey"] is not None,
        survey_id=found["survey"],
        mail=found["sent"] is not None,
        colleagues=found["invited"] or found["colleagues"],
        answers=found["answers"],
    )


@prepared(user=int)
def _what_is_there(access: Access, *, user: int) -> QuerySet[Workspace, Any]:
    here = access.workspace.pk
    # An import closes the surveys it makes: those are of the file, not of somebody here.
    ours = Survey.objects.visible_to(access).exclude(state=SurveyState.CLOSED)
    sent = Message.objects.visible_to(access).filter(handed_over_at__isnull=False)
    # Each in the order of an index: where there is none of a state, SQLite would read all else.
    left = [
        Subquery(sent.filter(state=state).order_by("-created_at").values("pk")[:1])
        for state in LEFT_US
    ]
    return (
        Workspace.objects.filter(pk=here)
        .annotate(
            people=_there(Person.objects.visible_to(access)),
            touchpoints=_there(Touchpoint.objects.visible_to(access)),
            survey=Subquery(ours.order_by("-pk").values("pk")[:1]),
            sent=Coalesce(*left),
            answers=_there(Response.objects.visible_to(access)),
            invited=_there(MemberInvitation.objects.visible_to(access)),
            colleagues=_there(Membership.objects.visible_to(access).exclude(user=user)),
        )
        .values("people", "touchpoints", "survey", "sent", "answers", "invited", "colleagues")
    )


def _there(rows: QuerySet[Model]) -> Exists:
    return Exists(rows.order_by())
