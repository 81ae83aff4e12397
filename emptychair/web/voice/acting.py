"""From a voice to what is done about it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.loop.queries import initiative_with_number
from emptychair.loop.services.cases import open_case
from emptychair.loop.services.initiatives import link_voice
from emptychair.loop.types import CaseKind
from emptychair.voice.queries import response_behind


@require_POST
def open_case_for(request: HttpRequest, response_id: int) -> HttpResponse:
    """Open a case for an answer, or find the one that is there."""
    access = access_from(request)
    access.require(Permission.CASE_WRITE)
    response = response_behind(access, response_id)
    case, is_new = open_case(
        access,
        kind=CaseKind.MANUAL,
        title=response.comment or _("Answer without words"),
        now=timezone.now(),
        response=response,
        person=response.person,
        company=response.company,
        touchpoint=response.touchpoint,
    )
    told = _("Case %(number)s is open.") if is_new else _("Case %(number)s was open already.")
    messages.success(request, told % {"number": case.number})
    return redirect("case", case.number)


@require_POST
def link_initiative(request: HttpRequest, response_id: int) -> HttpResponse:
    """Note that this voice asks for a change."""
    access = access_from(request)
    access.require(Permission.INITIATIVE_WRITE)
    response = response_behind(access, response_id)
    number = request.POST.get("initiative", "")
    if not (number.isascii() and number.isdigit()):
        raise Invalid(_("Choose an initiative first."))
    initiative = initiative_with_number(access, int(number))
    _voice, is_new = link_voice(access, initiative, response=response)
    told = _("Linked to “%(title)s”.") if is_new else _("It was linked to “%(title)s” already.")
    messages.success(request, told % {"title": initiative.title})
    return redirect(_where_from(request))


def _where_from(request: HttpRequest) -> str:
    """Back to the page with its filters."""
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if safe else "voices"
