"""Saved views: the list, saving, changing, removing with undo, and the link to share."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.explore.queries.views import view_with_id, views_of
from emptychair.explore.rules.plain_words import as_text, from_text
from emptychair.explore.services.views import change_view, remove_view, restore_view, save_view
from emptychair.http.access import access_from
from emptychair.kit.errors import Conflict, Invalid
from emptychair.web.explore.addresses import address_of
from emptychair.web.ui.parts import render_page


@require_safe
def views(request: HttpRequest) -> HttpResponse:
    """Those one may open."""
    access = access_from(request)
    return render_page(request, "explore/views.html", {"views": views_of(access)})


@require_safe
def open_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """The link to share: the table as it stands now."""
    view = view_with_id(access_from(request), view_id)
    return redirect(address_of({**from_text(view.question), "view": str(view.pk)}))


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the question under a name."""
    access = access_from(request)
    question = from_text(request.POST.get("question", ""))
    try:
        made = save_view(
            access,
            name=request.POST.get("name", ""),
            question=as_text(question),
            is_shared=request.POST.get("shared") == "on",
        )
    except (Conflict, Invalid) as refusal:
        messages.error(request, str(refusal))
        return redirect(address_of(question))
    messages.success(request, _("Saved as “%(name)s”.") % {"name": made.name})
    return redirect("explore-view", made.pk)


@require_POST
def change(request: HttpRequest, view_id: int) -> HttpResponse:
    """Name it anew, share it or not, and keep the question that is open."""
    access = access_from(request)
    view = view_with_id(access, view_id)
    question = request.POST.get("question")
    try:
        change_view(
            access,
            view,
            name=request.POST.get("name", ""),
            is_shared=request.POST.get("shared") == "on",
            question=as_text(from_text(question)) if question else None,
        )
    except (Conflict, Invalid) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("explore-view", view_id)


@require_POST
def act(request: HttpRequest, view_id: int, act: str) -> HttpResponse:
    """Take a view off the list, and bring it back."""
    access = access_from(request)
    if act == "remove":
        view = view_with_id(access, view_id)
        remove_view(access, view, now=timezone.now())
        undo = reverse("explore-view-act", args=[view_id, "restore"])
        told = _("“%(name)s” was removed.") % {"name": view.name}
        messages.success(request, told, extra_tags=f"undo:{undo}")
        return redirect("explore-views")
    if act == "restore":
        try:
            restore_view(access, view_id)
        except Conflict as refusal:
            messages.error(request, str(refusal))
            return redirect("explore-views")
        messages.success(request, _("Brought back."))
        return redirect("explore-view", view_id)
    raise Http404
