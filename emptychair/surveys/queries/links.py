"""Who comes by a link to an answer page, and what they may do there."""

from dataclasses import dataclass
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.surveys.errors import LinkUnknown
from emptychair.surveys.links import read_token
from emptychair.surveys.models import Invitation, Response
from emptychair.surveys.rules.links import link_state
from emptychair.surveys.types import LinkState


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerVisit:
    """Somebody at their answer page; `access` is theirs, and good for this answer only."""

    access: Access
    invitation: Invitation
    response: Response | None
    state: LinkState


def visit_by_link(access: Access, token: str, *, now: datetime) -> AnswerVisit:
    """What lies behind a link. Raises `LinkUnknown` for what is not ours, or gone.

    `access` is the product's own: nobody signs in here, the signature says who it is.
    """
    access.require(Permission.SURVEY_READ)
    read = read_token(token)
    if read is None:
        raise LinkUnknown
    workspace_id, invitation_id = read
    rows = Invitation.objects.select_related(
        "workspace", "survey__touchpoint", "touchpoint", "person__merged_into", "message"
    )
    found = rows.filter(pk=invitation_id, workspace_id=workspace_id).first()
    if found is None:
        raise LinkUnknown
    response = Response.objects.filter(invitation=found).select_related("survey").first()
    state = link_state(
        state=found.survey.state,
        expires_at=found.expires_at,
        answered=response is not None,
        now=now,
        closes_at=found.survey.closes_at,
    )
    visitor = Access.respondent(found.workspace, f"invitation {found.pk}")
    return AnswerVisit(access=visitor, invitation=found, response=response, state=state)
