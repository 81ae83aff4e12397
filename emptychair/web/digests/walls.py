"""Displays: set up, listed with their addresses, switched off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.permissions import Permission
from emptychair.digests.queries.walls import token_of, wall_with_id, walls_of
from emptychair.digests.services.walls import create_wall, revoke_wall
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import local_day
from emptychair.web.digests.forms import WallForm
from emptychair.web.ui.parts import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def walls(request: HttpRequest) -> HttpResponse:
    """All displays, and a form for another one."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    form = WallForm(request.POST or None, initial={"language": (get_language() or "ja")[:2]})
    form.offer(access)
    if request.method == "POST" and form.is_valid():
        try:
            create_wall(access, **form.cleaned_data)
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The display is there. Open its address on the screen."))
            return redirect("walls")
    today = local_day(timezone.now(), access.workspace.zone)
    rows = [
        (one, request.build_absolute_uri(reverse("wall", args=[token_of(access, one)])))
        for one in walls_of(access)
    ]
    context = {
        "form": form,
        "open": [row for row in rows if row[0].is_open(today)],
        "closed": [row[0] for row in rows if not row[0].is_open(today)],
    }
    return render_page(request, "digests/walls.html", context)


@require_POST
def revoke(request: HttpRequest, wall_id: int) -> HttpResponse:
    """Switch one off."""
    access = access_from(request)
    revoke_wall(access, wall_with_id(access, wall_id), now=timezone.now())
    messages.success(request, _("The display is switched off."))
    return redirect("walls")
