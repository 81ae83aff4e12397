"""Lost customers: what had warned us, who acted, what we learn."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.kit.periods import local_day
from emptychair.loop.types import EntryKind
from emptychair.success.queries.listing import last_look
from emptychair.success.queries.lost import (
    LostRow,
    customers_lost,
    lost_row,
    lost_totals,
    lost_with_id,
)
from emptychair.success.services.lost import note_lesson
from emptychair.success.types import Ended
from emptychair.success.words import sign_label
from emptychair.web.success.listing import rights_of
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

YEAR = timedelta(days=365)
TITLE = 80
VIEWS = {
    "": gettext_lazy("All of a year"),
    "unwarned": gettext_lazy("Nothing had warned us"),
    "idle": gettext_lazy("Warned, and nobody acted"),
    "open": gettext_lazy("Without a lesson yet"),
}
CASE = pgettext_lazy("what we did", "case opened")


class LessonForm(forms.Form):
    """What we learn from this customer."""

    text = forms.CharField(
        label=gettext_lazy("What we learn from it"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=gettext_lazy("What would have kept them, and what we change for the next."),
    )


@dataclass(frozen=True, slots=True)
class LostLine:
    """One of the list."""

    row: LostRow
    address: str
    customer: str
    how: str
    signs: tuple[str, ...]
    events: tuple[tuple[date, str, str], ...]  # day, words, tone


@require_safe
def lost(request: HttpRequest) -> HttpResponse:
    """Who was lost in a year."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    since = local_day(timezone.now(), access.workspace.zone) - YEAR
    asked = request.GET.get("view", "")
    view = asked if asked in VIEWS else ""
    page = paginate(request, customers_lost(access, since=since, view=view), per_page=25)
    context: dict[str, Any] = {
        "totals": lost_totals(access, since=since),
        "page": page,
        "lines": [_line(row) for row in page],
        "views": list(VIEWS.items()),
        "view": view,
        "looked": last_look(access),
        **rights_of(access),
    }
    return render_page(request, "success/lost.html", context, part="success/_lost.html")


@require_http_methods(["GET", "HEAD", "POST"])
def lost_customer(request: HttpRequest, lost_id: int) -> HttpResponse:
    """One of them; a lesson is kept."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    found = lost_with_id(access, lost_id)
    form = LessonForm(request.POST or None, initial={"text": found.lesson})
    if request.method == "POST":
        access.require(Permission.CUSTOMER_WRITE)
        if form.is_valid():
            try:
                note_lesson(access, found, text=form.cleaned_data["text"], now=timezone.now())
            except Invalid as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The lesson is kept."))
                return redirect("lost-customer", lost_id)
    row = lost_row(access, found)
    context = {
        "line": _line(row),
        "form": form,
        "initiative": initiative_address(row)
        if row.lesson and access.may(Permission.INITIATIVE_WRITE)
        else "",
        **rights_of(access),
    }
    return render_page(request, "success/lost_customer.html", context)


def initiative_address(row: LostRow) -> str:
    """An initiative that begins with the lesson, to be given an owner and a day."""
    title = row.lesson.strip().splitlines()[0][:TITLE]
    return f"{reverse('initiative-new')}?{urlencode({'title': title, 'hypothesis': row.lesson})}"


def _line(row: LostRow) -> LostLine:
    kind = "company" if row.company_id else "person"
    return LostLine(
        row=row,
        address=reverse("lost-customer", args=[row.id]),
        customer=reverse(kind, args=[row.company_id or row.person_id]),
        how=str(Ended(row.how).label),
        signs=tuple(sign_label(one["code"]) for one in row.warnings),
        events=_events(row),
    )


def _events(row: LostRow) -> tuple[tuple[date, str, str], ...]:
    """Warnings and what we did, in order."""
    told = [
        (date.fromisoformat(one["day"]), sign_label(one["code"]), "bad") for one in row.warnings
    ]
    told += [(date.fromisoformat(one["day"]), _act(one["kind"]), "good") for one in row.acts]
    told.append((row.left_on, str(Ended(row.how).label), "quiet"))
    return tuple(sorted(told, key=lambda one: one[0]))


def _act(kind: str) -> str:
    return str(CASE) if kind == "case" else str(EntryKind(kind).label)
