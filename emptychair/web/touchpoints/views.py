"""The map, and the page of one touchpoint."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.web.touchpoints.map_page import map_context
from emptychair.web.touchpoints.place_page import place_context
from emptychair.web.ui.parts import render_page


@require_safe
def touchpoint_map(request: HttpRequest) -> HttpResponse:
    """Journeys, stages and touchpoints, with what is known of each."""
    access = access_from(request)
    access.require(Permission.TOUCHPOINT_READ)
    may_write = access.may(Permission.TOUCHPOINT_WRITE)
    context = map_context(access, now=timezone.now())
    context |= {
        "may_write": may_write,
        "may_ask": access.may(Permission.SURVEY_WRITE),
        "arranging": may_write and "arrange" in request.GET,
    }
    return render_page(request, "touchpoints/touchpoints.html", context)


@require_safe
def touchpoint_page(request: HttpRequest, touchpoint_id: int) -> HttpResponse:
    """One touchpoint with its score, voices, cases and improvements."""
    access = access_from(request)
    access.require(Permission.TOUCHPOINT_READ)
    context = place_context(access, touchpoint_id, now=timezone.now())
    context["may_write"] = access.may(Permission.TOUCHPOINT_WRITE)
    context["may_ask"] = access.may(Permission.SURVEY_WRITE)
    context["may_change"] = access.may(Permission.INITIATIVE_WRITE)
    return render_page(request, "touchpoints/touchpoint.html", context)
