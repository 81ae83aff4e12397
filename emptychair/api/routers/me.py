"""Who a token is."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from emptychair.http.access import visit_from


@require_safe
def show_me(request: HttpRequest) -> JsonResponse:
    """The workspace, rights and end of whoever asks; needs a token or a session, no right."""
    visit = visit_from(request)
    access = visit.access
    workspace = access.workspace
    return JsonResponse(
        {
            "workspace": {
                "slug": workspace.slug,
                "name": workspace.name,
                "language": workspace.language,
                "time_zone": workspace.time_zone,
            },
            "actor": {"kind": access.actor.kind.value, "name": access.actor.label},
            "scopes": sorted(access.rights),
            "may_see_names": access.may_see_names,
            "expires_at": visit.expires_at.isoformat() if visit.expires_at else None,
        }
    )
