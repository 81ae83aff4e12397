"""Who a token is."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema

from emptychair.http.access import visit_from

router = Router(tags=["me"])


class WorkspaceOut(Schema):
    """The workspace, with the settings that times and money depend on."""

    slug: str
    name: str
    language: str
    time_zone: str
    currency: str


class ActorOut(Schema):
    """Who asks."""

    kind: str
    name: str


class MeOut(Schema):
    """The workspace, rights and end of whoever asks."""

    workspace: WorkspaceOut
    actor: ActorOut
    scopes: list[str]
    may_see_names: bool
    expires_at: datetime | None


@router.get("/me", response=MeOut, summary="Who am I?", operation_id="me")
def show_me(request: HttpRequest) -> dict[str, object]:
    """The workspace, rights and end of whoever asks; needs a token or a session, no right."""
    visit = visit_from(request)
    access = visit.access
    return {
        "workspace": access.workspace,
        "actor": {"kind": access.actor.kind.value, "name": access.actor.label},
        "scopes": sorted(access.rights),
        "may_see_names": access.may_see_names,
        "expires_at": visit.expires_at,
    }
