"""How far a new workspace has come, by facts."""

from functools import reduce
from operator import or_

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    Model,
    Q,
    QuerySet,
    Subquery,
)

from emptychair.accounts.access import Access
from emptychair.accounts.models import MemberInvitation, Membership, Workspace
from emptychair.accounts.permissions import Permission
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
    here = access.workspace.pk
    # An import closes the surveys it makes: those are of the file, not of somebody here.
    ours = Survey.objects.visible_to(access).exclude(state=SurveyState.CLOSED)
    sent = Message.objects.visible_to(access).filter(handed_over_at__isnull=False)
    left = [Q(_there(sent.filter(state=state))) for state in LEFT_US]  # each found in an index
    found = (
        Workspace.objects.filter(pk=here)
        .annotate(
            people=_there(Person.objects.visible_to(access)),
            touchpoints=_there(Touchpoint.objects.visible_to(access)),
            survey=Subquery(ours.order_by("-pk").values("pk")[:1]),
            sent=ExpressionWrapper(reduce(or_, left), output_field=BooleanField()),
            answers=_there(Response.objects.visible_to(access)),
            invited=_there(MemberInvitation.objects.visible_to(access)),
            colleagues=_there(Membership.objects.visible_to(access).exclude(user=access.user_id)),
        )
        .values("people", "touchpoints", "survey", "sent", "answers", "invited", "colleagues")
        .get()
    )
    return FirstSteps(
        people=found["people"],
        touchpoints=found["touchpoints"],
        survey=found["survey"] is not None,
        survey_id=found["survey"],
        mail=found["sent"],
        colleagues=found["invited"] or found["colleagues"],
        answers=found["answers"],
    )


def _there(rows: QuerySet[Model]) -> Exists:
    return Exists(rows.order_by())
