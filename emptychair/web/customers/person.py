"""One person in one look, and what one does from there."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import person_with_id, timeline_of
from emptychair.customers.services.editing import note_on_person
from emptychair.http.access import access_from
from emptychair.loop.services.opening import open_case
from emptychair.loop.types import CaseKind
from emptychair.web.customers.forms import NoteForm
from emptychair.web.customers.person_page import ENTRIES, person_context
from emptychair.web.ui.parts import render_page


@require_safe
def show_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Who this is, what they bought and said, what we promised, what comes next."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    person = person_with_id(access, person_id)
    if person.merged_into_id:
        return redirect("person", person.merged_into_id)
    return render_page(
        request, "customers/person.html", person_context(access, person, timezone.now())
    )


@require_safe
def timeline(request: HttpRequest, person_id: int) -> HttpResponse:
    """Older entries of the timeline."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    person = person_with_id(access, person_id)
    rows = timeline_of(
        access, person_id, limit=ENTRIES + 1, before=moment_in(request.GET.get("before", ""))
    )
    context = {
        "rows": rows[:ENTRIES],
        "more": rows[ENTRIES - 1].happened_at.isoformat() if len(rows) > ENTRIES else "",
        "person": person,
    }
    return render_page(
        request, "customers/timeline.html", context, part="customers/_timeline_rows.html"
    )


@require_POST
def note(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write something down."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    person = person_with_id(access, person_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        note_on_person(access, person, text=text, now=timezone.now())
        messages.success(request, _("Noted."))
    else:
        messages.warning(request, _("Please write a few words."))
    return redirect("person", person_id)


@require_POST
def new_case(request: HttpRequest, person_id: int) -> HttpResponse:
    """Open a case for somebody; writing to them begins there."""
    access = access_from(request)
    access.require(Permission.CASE_WRITE)
    person = person_with_id(access, person_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Please say in a few words what it is about."))
        return redirect("person", person_id)
    case, _is_new = open_case(
        access,
        kind=CaseKind.MANUAL.value,
        title=form.cleaned_data["text"],
        person=person,
        now=timezone.now(),
    )
    return redirect("case", case.number)


def moment_in(text: str) -> datetime | None:
    """A moment from an address, or nothing."""
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
