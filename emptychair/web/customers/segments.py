"""Segments: the list, and the editor with a live count."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries import segment_with_id, segments_of
from emptychair.customers.queries.segment_counts import preview_of, sizes_kept
from emptychair.customers.queries.segment_people import segment_fields_of
from emptychair.customers.services.segments import (
    remove_segment,
    restore_segment,
    save_segment,
)
from emptychair.http.access import access_from
from emptychair.kit.errors import ProductError
from emptychair.web.customers.segment_lines import (
    field_choices,
    lines_of,
    posted_rules,
    sentence_of,
)
from emptychair.web.ui.parts import render_page


@require_safe
def segments(request: HttpRequest) -> HttpResponse:
    """All segments with how many people each has."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    found = segments_of(access)
    fields = {one.name: one for one in segment_fields_of(access)}
    sizes, counted_at = sizes_kept(access, found)
    rows = [(one, sentence_of(fields, one.rules), sizes[one.pk]) for one in found]
    may_write = access.may(Permission.CUSTOMER_WRITE)
    context = {"rows": rows, "counted_at": counted_at, "may_write": may_write}
    return render_page(request, "customers/segments.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, segment_id: int = 0) -> HttpResponse:
    """A new segment or a known one; the count follows while one edits."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    segment = segment_with_id(access, segment_id) if segment_id else None
    rules = segment.rules if segment else {"match": "all", "conditions": []}
    problem = ""
    if request.method == "POST":
        rules = posted_rules(request.POST)
        if request.POST.get("step") == "save":
            problem = _saved(access, request, segment, rules)
            if not problem:
                messages.success(request, _("Saved."))
                return redirect("segments")
    context = {
        "segment": segment,
        "name": request.POST.get("name", segment.name if segment else ""),
        "is_tracked": _tracked(request, segment.is_tracked if segment else True),
        "problem": problem,
        **_editor(access, rules, request),
    }
    return render_page(
        request, "customers/segment.html", context, part="customers/_segment_editor.html"
    )


@require_POST
def remove(request: HttpRequest, segment_id: int) -> HttpResponse:
    """Take a segment off the list, with undo."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    segment = segment_with_id(access, segment_id)
    remove_segment(access, segment, now=timezone.now())
    undo = reverse("segment-restore", args=[segment_id])
    messages.success(
        request, _("“%(name)s” was removed.") % {"name": segment.name}, extra_tags=f"undo:{undo}"
    )
    return redirect("segments")


@require_POST
def restore(request: HttpRequest, segment_id: int) -> HttpResponse:
    """Bring a removed segment back."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    restore_segment(access, segment_with_id(access, segment_id))
    return redirect("segments")


def _saved(access: Access, request: HttpRequest, segment: Any, rules: dict[str, Any]) -> str:
    name = request.POST.get("name", "").strip()[:120]
    if not name:
        return _("Please give the segment a name.")
    try:
        save_segment(
            access, segment, name=name, rules=rules, is_tracked="is_tracked" in request.POST
        )
    except ProductError as error:
        return str(error)
    return ""


def _editor(access: Access, rules: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    adding = request.POST.get("step") == "add"
    try:
        preview, problem = preview_of(access, rules), ""
    except ProductError as error:
        preview, problem = None, str(error)
    return {
        "match": rules.get("match", "all"),
        "lines": lines_of(access, rules, empty=adding or not rules.get("conditions")),
        "fields": field_choices(access),
        "preview": preview,
        "incomplete": problem,
    }


def _tracked(request: HttpRequest, stored: bool) -> bool:  # noqa: FBT001 - the stored value
    return "is_tracked" in request.POST if request.method == "POST" else stored
