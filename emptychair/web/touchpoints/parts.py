"""Journeys and stages: new, renamed, moved, removed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emptychair.http.access import access_from
from emptychair.touchpoints.queries import journey_with_id, stage_with_id
from emptychair.touchpoints.services.changing import (
    create_journey,
    create_stage,
    move_stage,
    remove_journey,
    remove_stage,
    rename_part,
)


@require_POST
def new_journey(request: HttpRequest) -> HttpResponse:
    """A journey without stages."""
    journey = create_journey(access_from(request), name=request.POST.get("name", ""))
    return _back(f"journey-{journey.pk}")


@require_POST
def change_journey(request: HttpRequest, journey_id: int) -> HttpResponse:
    """Rename or remove a journey, or give it another stage."""
    access = access_from(request)
    journey = journey_with_id(access, journey_id)
    do, name = request.POST.get("do", ""), request.POST.get("name", "")
    if do == "remove":
        remove_journey(access, journey)
        messages.success(request, _("“%(name)s” is removed.") % {"name": journey.name})
        return _back("")
    if do == "stage":
        create_stage(access, journey, name=name)
    else:
        rename_part(access, journey, name=name)
    return _back(f"journey-{journey_id}")


@require_POST
def change_stage(request: HttpRequest, stage_id: int) -> HttpResponse:
    """Rename, move or remove a stage."""
    access = access_from(request)
    stage = stage_with_id(access, stage_id)
    journey_id, do = stage.journey_id, request.POST.get("do", "")
    if do == "remove":
        remove_stage(access, stage)
        messages.success(request, _("“%(name)s” is removed.") % {"name": stage.name})
    elif do in {"up", "down"}:
        move_stage(access, stage, up=do == "up")
    else:
        rename_part(access, stage, name=request.POST.get("name", ""))
    return _back(f"journey-{journey_id}")


def _back(anchor: str) -> HttpResponse:
    return redirect(f"{reverse('touchpoints')}?arrange=1" + (f"#{anchor}" if anchor else ""))
