"""Where a survey can be answered without an invitation: links, printed codes, frames."""

import io
from typing import TYPE_CHECKING

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.surveys.queries import survey_with_id
from emptychair.surveys.queries.collectors import place_with_id, places_of_survey
from emptychair.surveys.services.collecting import (
    change_place,
    create_place,
    set_place_open,
)
from emptychair.surveys.services.invitation_mail import public_link
from emptychair.surveys.types import CollectorKind
from emptychair.web.surveys.place_forms import PinForm, form_class
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.surveys.models import Collector

KINDS = {
    CollectorKind.LINK.value: gettext_lazy("For a web page, a mail of your own, a chat."),
    CollectorKind.QR.value: gettext_lazy("For the counter, the parcel, the invoice."),
    CollectorKind.EMBED.value: gettext_lazy("The survey stands inside a page of yours."),
    CollectorKind.WIDGET.value: gettext_lazy("A script asks on your site or in your product."),
    CollectorKind.KIOSK.value: gettext_lazy("A tablet at the exit asks one after the other."),
}
PICTURE_SCALE = 12  # points of a PNG for each square of the code: about 4 cm at 300 dpi


@require_safe
def places(request: HttpRequest, survey_id: int) -> HttpResponse:
    """All places of a survey with what came through each."""
    access = access_from(request)
    survey = survey_with_id(access, survey_id)
    context = {
        "survey": survey,
        "rows": places_of_survey(access, survey),
        "kinds": [(kind, CollectorKind(kind).label, words) for kind, words in KINDS.items()],
        "may_send": access.may(Permission.SURVEY_SEND),
        "may_write": access.may(Permission.SURVEY_WRITE),
    }
    return render_page(request, "surveys/places.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_place(request: HttpRequest, survey_id: int, kind: str) -> HttpResponse:
    """One more place."""
    access = access_from(request)
    access.require(Permission.SURVEY_SEND)
    survey = survey_with_id(access, survey_id)
    form = form_class(kind)(request.POST or None, access=access, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_place(access, survey, kind=kind, settings=form.settings(access))
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is open. Try it yourself before others do."))
            return redirect("place-settings", made.pk)
    context = {
        "form": form,
        "survey": survey,
        "heading": CollectorKind(kind).label if kind in CollectorKind.values else kind,
    }
    return render_page(request, "surveys/place_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, place_id: int) -> HttpResponse:
    """One place: its address, its code, and a form to change it."""
    access = access_from(request)
    access.require(Permission.SURVEY_READ)
    row = place_with_id(access, place_id)
    may_send = access.may(Permission.SURVEY_SEND)
    initial = {
        "name": row.name,
        "touchpoint": row.touchpoint_id,
        **form_class(row.kind).initial_of(row.settings),
    }
    form = form_class(row.kind)(request.POST or None, initial=initial, access=access, kind=row.kind)
    if request.method == "POST" and form.is_valid():
        try:
            change_place(access, row, settings=form.settings(access))
        except Invalid as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Changed."))
            return redirect("place-settings", place_id)
    link = address_of_place(access, row)
    context = {
        "place": row,
        "survey": row.survey,
        "kind_words": CollectorKind(row.kind).label,
        "link": link,
        "frame": frame_of(link, row.survey.name),
        "code": code_of(link),
        "form": form,
        "pin_form": PinForm(),
        "script": script_of(access, row),
        "may_send": may_send,
        "is_running": row.survey.state == "running",
    }
    return render_page(request, "surveys/place.html", context)


@require_POST
def switch_place(request: HttpRequest, place_id: int) -> HttpResponse:
    """Take no more answers here, or take them again."""
    access = access_from(request)
    row = place_with_id(access, place_id)
    wanted = request.POST.get("open") == "1"
    set_place_open(access, row, is_open=wanted)
    words = _("It takes answers again.") if wanted else _("It takes no more answers.")
    messages.success(request, words)
    return redirect("place-settings", place_id)


@require_safe
def place_code(request: HttpRequest, place_id: int, form: str) -> HttpResponse:
    """The code as a file: SVG for print, PNG for everything else."""
    access = access_from(request)
    row = place_with_id(access, place_id)
    code = segno.make(address_of_place(access, row), error="m", micro=False)
    file = io.BytesIO()
    if form == "svg":
        code.save(file, kind="svg", scale=4, border=4)
    else:
        code.save(file, kind="png", scale=PICTURE_SCALE, border=4)
    types = {"svg": "image/svg+xml", "png": "image/png"}
    answer = HttpResponse(file.getvalue(), content_type=types[form])
    answer["Content-Disposition"] = f'attachment; filename="code-{row.pk}.{form}"'
    return answer


@require_safe
def place_card(request: HttpRequest, place_id: int) -> HttpResponse:
    """A card of A6 to print: a question, the code, the address in letters."""
    access = access_from(request)
    row = place_with_id(access, place_id)
    link = address_of_place(access, row)
    workspace = access.workspace
    context = {
        "place": row,
        "company": workspace.sender_name or workspace.name,
        "link": link,
        "code": code_of(link),
        "language": workspace.language,
    }
    return render_page(request, "surveys/place_card.html", context)


def address_of_place(access: Access, row: "Collector") -> str:
    """Its public address."""
    name = "kiosk" if row.kind == CollectorKind.KIOSK else "place"
    return public_link(access, reverse(name, args=[row.key]))


def script_of(access: Access, row: "Collector") -> str:
    """The line that a page of theirs needs."""
    address = public_link(access, reverse("widget-script", args=["widget"]))
    return f'<script src="{address}" data-place="{row.key}" async></script>'


def code_of(link: str) -> str:
    """The code as an SVG element without any style of its own."""
    code = segno.make(link, error="m", micro=False)
    drawn = code.svg_inline(border=4, scale=4, omitsize=True, svgclass="code", lineclass="line")
    return mark_safe(drawn)  # noqa: S308 - drawn by the library from our own address


def frame_of(link: str, name: str) -> str:
    """What goes into the page that shows the survey inside."""
    title = escape(name)
    return (
        f'<iframe src="{link}" title="{title}" width="100%" height="640" loading="lazy"></iframe>'
    )
