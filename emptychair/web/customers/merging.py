"""Putting doubles together, and taking it back."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import find_people, person_with_id
from emptychair.customers.queries.merges import doubles_of, likely_doubles, merge_with_id
from emptychair.customers.rules.merging import FIELDS
from emptychair.customers.services.merging import merge_people, undo_merge
from emptychair.http.access import access_from
from emptychair.web.customers.merge_preview import preview_lines
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.customers.models import Person


@require_safe
def doubles(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one person."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_MERGE)
    return render_page(request, "customers/doubles.html", {"pairs": likely_doubles(access)})


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, person_id: int) -> HttpResponse:
    """Choose the other, look at what will be, merge."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_MERGE)
    kept = person_with_id(access, person_id)
    other = _other(access, request)
    if request.method == "POST" and other is not None:
        take = frozenset(name for name in FIELDS if request.POST.get(f"take-{name}") == "other")
        done = merge_people(access, kept, other, take=take)
        undo = reverse("merge-undo", args=[done.pk])
        messages.success(request, _("The two are one now."), extra_tags=f"undo:{undo}")
        return redirect("person", person_id)
    return render_page(request, "customers/merge.html", _context(access, request, kept, other))


@require_POST
def undo(request: HttpRequest, merge_id: int) -> HttpResponse:
    """Take a merge back."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_MERGE)
    done = undo_merge(access, merge_with_id(access, merge_id), now=timezone.now())
    messages.success(request, _("The merge was taken back: they are two again."))
    return redirect("person", done.kept_id)


def _other(access: Access, request: HttpRequest) -> "Person | None":
    given = (request.POST or request.GET).get("with", "")
    return person_with_id(access, int(given)) if given.isdecimal() else None


def _context(
    access: Access, request: HttpRequest, kept: "Person", other: "Person | None"
) -> dict[str, Any]:
    text = request.GET.get("q", "").strip()[:100]
    found = find_people(access, text=text, limit=10) if text else doubles_of(access, kept)
    return {
        "kept": kept,
        "other": other,
        "text": text,
        "found": [one for one in found if one.id != kept.pk],
        "lines": preview_lines(kept, other) if other is not None else [],
    }
