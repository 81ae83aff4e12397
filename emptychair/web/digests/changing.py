"""Setting up, changing, pausing, removing; making now, and sending to oneself."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.digests.queries.digests import digest_with_id, period_of
from emptychair.digests.queries.previews import chosen_period
from emptychair.digests.services.digests import (
    pause_digest,
    remove_digest,
    restore_digest,
    resume_digest,
    save_digest,
)
from emptychair.digests.services.making import make_issue
from emptychair.digests.services.sending import send_to_me
from emptychair.digests.types import Cadence
from emptychair.http.access import access_from
from emptychair.kit.errors import Conflict, Invalid
from emptychair.web.digests.forms import DigestForm
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.digests.models import Digest


@require_http_methods(["GET", "HEAD", "POST"])
def new_digest(request: HttpRequest) -> HttpResponse:
    """Set one up."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    language = (get_language() or "ja")[:2]
    initial: dict[str, Any] = {
        "audience": "board", "cadence": "month", "day": 3, "hour": 8, "weekday": 0,
        "kinds": ["pdf", "xlsx", "pptx"], "language": language,
        "members": [access.user_id] if access.user_id else [],
    }  # fmt: skip
    form = DigestForm(request.POST or None, initial=initial)
    form.offer(access)
    made = _saved(request, access, form, None)
    if made is not None:
        messages.success(request, _("The report is set up. Have it sent to yourself as a try."))
        return redirect("digest", made.pk)
    heading = _("A new report")
    context = {"form": form, "heading": heading, "back": reverse("digests")}
    return render_page(request, "digests/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_digest(request: HttpRequest, digest_id: int) -> HttpResponse:
    """Change it."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    row = digest_with_id(access, digest_id)
    form = DigestForm(request.POST or None, initial=_initial(row))
    form.offer(access)
    if _saved(request, access, form, row) is not None:
        messages.success(request, _("The report is changed."))
        return redirect("digest", digest_id)
    context = {"form": form, "heading": row.name, "back": reverse("digest", args=[digest_id])}
    return render_page(request, "digests/form.html", context)


@require_POST
def act_on_digest(request: HttpRequest, digest_id: int, act: str) -> HttpResponse:
    """Pause, resume, remove, restore, make, send to oneself."""
    access = access_from(request)
    doing = ACTS.get(act)
    if doing is None:
        raise Http404
    row = digest_with_id(access, digest_id, removed=act == "restore")
    try:
        return doing(request, access, row)
    except (Conflict, Invalid) as refusal:
        messages.error(request, str(refusal))
        return redirect("digest", digest_id)


def _saved(
    request: HttpRequest, access: Access, form: DigestForm, row: "Digest | None"
) -> "Digest | None":
    if request.method != "POST" or not form.is_valid():
        return None
    confirmed = form.cleaned_data["confirmed"]
    try:
        return save_digest(
            access, form.settings(), digest=row, confirmed=confirmed, now=timezone.now()
        )
    except Invalid as refusal:
        form.add_error(None, str(refusal))
        return None


def _initial(row: "Digest") -> dict[str, Any]:
    people = list(row.recipients.all())
    weekly = row.cadence == Cadence.WEEK
    return {
        "name": row.name, "audience": row.audience, "team_id": row.team_id,
        "touchpoint_id": row.touchpoint_id, "cadence": row.cadence, "hour": row.hour,
        "weekday": row.day if weekly else 0, "day": 3 if weekly else row.day,
        "kinds": row.forms, "language": row.language, "with_names": row.with_names,
        "members": [one.user_id for one in people if one.user_id],
        "addresses": "\n".join(one.address for one in people if one.address),
    }  # fmt: skip


def _pause(request: HttpRequest, access: Access, row: "Digest") -> HttpResponse:
    pause_digest(access, row, now=timezone.now())
    undo = reverse("digest-act", args=[row.pk, "resume"])
    messages.success(request, _("The report rests."), extra_tags=f"undo:{undo}")
    return redirect("digest", row.pk)


def _resume(request: HttpRequest, access: Access, row: "Digest") -> HttpResponse:
    resume_digest(access, row, now=timezone.now())
    messages.success(request, _("The report goes on with the next one."))
    return redirect("digest", row.pk)


def _remove(request: HttpRequest, access: Access, row: "Digest") -> HttpResponse:
    remove_digest(access, row, now=timezone.now())
    undo = reverse("digest-act", args=[row.pk, "restore"])
    messages.success(request, _("The report is removed."), extra_tags=f"undo:{undo}")
    return redirect("digests")


def _restore(request: HttpRequest, access: Access, row: "Digest") -> HttpResponse:
    restore_digest(access, row, now=timezone.now())
    messages.success(request, _("The report is back."))
    return redirect("digest", row.pk)


def _make(request: HttpRequest, access: Access, row: "Digest") -> HttpResponse:
    access.require(Permission.PROGRAMME_MANAGE)
    now = timezone.now()
    issue, new = make_issue(access, row, period_of(access, row, now=now), now=now)
    told = _("The report is made; nobody got it yet.") if new else _("It was made before.")
    messages.success(request, told)
    return redirect("digest-issue", issue.pk)


def _send_me(request: HttpRequest, access: Access, row: "Digest") -> HttpResponse:
    page, now = request.build_absolute_uri(reverse("digest", args=[row.pk])), timezone.now()
    chosen, period = chosen_period(access, row, request.POST.get("period", ""), now=now)
    message = send_to_me(access, chosen, address=page, now=now, period=period)
    told = _("It is on its way to %(address)s, and to nobody else.")
    messages.success(request, told % {"address": message.to_address})
    return redirect("digest", row.pk)


Act = Callable[[HttpRequest, Access, "Digest"], HttpResponse]
ACTS: dict[str, Act] = {
    "pause": _pause,
    "resume": _resume,
    "remove": _remove,
    "restore": _restore,
    "make": _make,
    "send-me": _send_me,
}
