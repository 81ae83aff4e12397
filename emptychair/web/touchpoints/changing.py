"""Drawing the map and changing its touchpoints."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.touchpoints.queries import touchpoint_with_id
from emptychair.touchpoints.services.changing import (
    archive_touchpoint,
    change_touchpoint,
    move_touchpoint,
    restore_touchpoint,
)
from emptychair.touchpoints.services.mapping import create_touchpoint, draw_starter_map
from emptychair.web.touchpoints.forms import TouchpointForm
from emptychair.web.ui.parts import render_page


@require_POST
def draw_map(request: HttpRequest) -> HttpResponse:
    """Draw a starter map with its teams."""
    access = access_from(request)
    draw_starter_map(access, kind=request.POST.get("kind", ""))
    messages.success(request, _("The map is drawn. Change whatever is different with you."))
    return redirect("touchpoints")


@require_http_methods(["GET", "HEAD", "POST"])
def new_touchpoint(request: HttpRequest) -> HttpResponse:
    """A form for a new touchpoint."""
    access = access_from(request)
    access.require(Permission.TOUCHPOINT_WRITE)
    first = {"stage": request.GET.get("stage", "")}
    form = TouchpointForm(access, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        place = create_touchpoint(access, key="", **form.words())
        messages.success(request, _("“%(name)s” is on the map.") % {"name": place.name})
        return redirect("touchpoints")
    context = {"form": form, "title": _("New touchpoint")}
    return render_page(request, "touchpoints/form.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_touchpoint(request: HttpRequest, touchpoint_id: int) -> HttpResponse:
    """Its name, kind, owner and stage."""
    access = access_from(request)
    access.require(Permission.TOUCHPOINT_WRITE)
    place = touchpoint_with_id(access, touchpoint_id)
    names = ("name", "kind", "description")
    first = {name: getattr(place, name) for name in names}
    first |= {"team": place.team_id, "stage": place.stage_id}
    form = TouchpointForm(access, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        change_touchpoint(access, place, **form.words())
        messages.success(request, _("Saved."))
        return redirect("touchpoint", place.pk)
    context = {"form": form, "place": place, "title": place.name}
    return render_page(request, "touchpoints/form.html", context, status=_status(form))


@require_POST
def move(request: HttpRequest, touchpoint_id: int) -> HttpResponse:
    """One place up or down in its stage."""
    access = access_from(request)
    place = touchpoint_with_id(access, touchpoint_id)
    move_touchpoint(access, place, up=request.POST.get("to") == "up")
    return redirect(f"{reverse('touchpoints')}?arrange=1#place-{place.pk}")


@require_POST
def archive(request: HttpRequest, touchpoint_id: int) -> HttpResponse:
    """Put it away; its answers stay."""
    access = access_from(request)
    place = touchpoint_with_id(access, touchpoint_id)
    archive_touchpoint(access, place)
    undo = reverse("touchpoint-restore", args=[place.pk])
    told = _("“%(name)s” is put away. Its answers stay.") % {"name": place.name}
    messages.success(request, told, extra_tags=f"undo:{undo}")
    return redirect("touchpoints")


@require_POST
def restore(request: HttpRequest, touchpoint_id: int) -> HttpResponse:
    """Bring it back."""
    access = access_from(request)
    place = touchpoint_with_id(access, touchpoint_id)
    restore_touchpoint(access, place)
    messages.success(request, _("“%(name)s” is on the map.") % {"name": place.name})
    return redirect("touchpoints")


def _status(form: TouchpointForm) -> int:
    return 422 if form.is_bound else 200
