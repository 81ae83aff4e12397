"""The page of a table, its file, and the page of one figure."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.explore.rules.plain_words import as_text, from_text
from emptychair.explore.services.segments import make_segment
from emptychair.http.access import access_from
from emptychair.kit.errors import Conflict, Invalid
from emptychair.web.explore.addresses import address_of
from emptychair.web.explore.figure import figure_page
from emptychair.web.explore.files import KINDS, file_of
from emptychair.web.explore.page import asked_of, explore_page
from emptychair.web.ui.parts import render_page


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """Any measure by any two dimensions."""
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    context = explore_page(access, request.GET, now=timezone.now())
    return render_page(request, "explore/explore.html", context, part="explore/_explore.html")


@require_safe
def figure(request: HttpRequest) -> HttpResponse:
    """One figure: its interval, its people and voices, and what to do about it."""
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    context = figure_page(request, access, now=timezone.now())
    return render_page(request, "explore/figure.html", context)


@require_safe
def table_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The whole table as a file."""
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    access.require(Permission.DATA_EXPORT)
    if kind not in KINDS:
        raise Http404
    asked = asked_of(access, request.GET, now=timezone.now())
    answer = HttpResponse(file_of(asked, kind), content_type=KINDS[kind])
    period = asked.question.period
    name = f"{asked.question.measure}-{period.first}-{period.last}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
def segment(request: HttpRequest) -> HttpResponse:
    """A segment of the people behind a figure."""
    access = access_from(request)
    name, question = request.POST.get("name", ""), request.POST.get("question", "")
    try:
        made = make_segment(access, name=name, question=as_text(from_text(question)))
    except (Conflict, Invalid) as refusal:
        messages.error(request, str(refusal))
        return redirect(address_of(from_text(question), "explore-figure"))
    messages.success(request, _("The segment is made. It follows the figure from now on."))
    return redirect("segment", made.pk)
