"""All initiatives by state, a new one, and one to be put right."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import NotFound
from emptychair.kit.periods import local_day
from emptychair.loop.errors import InitiativeChanged
from emptychair.loop.queries import (
    case_with_number,
    find_initiatives,
    initiative_rows,
    initiative_with_number,
    initiatives_of,
    kind_share,
)
from emptychair.loop.services.initiatives import (
    change_initiative,
    create_initiative,
    link_voice,
)
from emptychair.loop.types import InitiativeState
from emptychair.surveys.queries import response_with_id
from emptychair.web.loop.initiative_forms import EditForm, InitiativeForm
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

ON_BOARD = (
    InitiativeState.IDEA,
    InitiativeState.PLANNED,
    InitiativeState.DOING,
    InitiativeState.DONE,
)
PER_COLUMN = 30


@require_safe
def initiatives(request: HttpRequest) -> HttpResponse:
    """A board of states; with `?state=` one of them as a list with pages."""
    access = access_from(request)
    state = request.GET.get("state", "")
    today = local_day(timezone.now(), access.workspace.zone)
    context: dict[str, Any] = {
        "share": kind_share(access),
        "may_write": access.may(Permission.INITIATIVE_WRITE),
        "states": [(one.value, one.label, one.value == state) for one in InitiativeState],
    }
    if state in InitiativeState.values:
        page = paginate(request, initiatives_of(access, state), per_page=PER_COLUMN)
        rows = initiative_rows(access, page.items, today=today)
        return render_page(
            request, "loop/initiatives.html", {**context, "page": page, "rows": rows}
        )
    context["columns"] = [_column(access, one, today) for one in ON_BOARD]
    return render_page(request, "loop/initiatives.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_initiative(request: HttpRequest) -> HttpResponse:
    """A change we think of; with `?case=` or `?response=` it begins with the voice that asked.

    With `?driver=` it is remembered as the one that is to change this driver of a score.
    """
    access = access_from(request)
    access.require(Permission.INITIATIVE_WRITE)
    asked = _asked(request, access)
    initial = _initial(asked) or _prefilled(request)
    form = InitiativeForm(request.POST or None, access=access, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = create_initiative(access, **form.values(access), external_id=_driver(request))
        if asked:
            link_voice(access, made, **asked)
        messages.success(request, _("Initiative #%(number)s is noted.") % {"number": made.number})
        return redirect("initiative", made.number)
    return render_page(request, "loop/initiative_form.html", {"form": form, "initiative": None})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_initiative(request: HttpRequest, number: int) -> HttpResponse:
    """Put an initiative right."""
    access = access_from(request)
    access.require(Permission.INITIATIVE_WRITE)
    found = initiative_with_number(access, number)
    initial = {name: getattr(found, name) for name in InitiativeForm.base_fields}
    for name in ("touchpoint", "owner", "team"):
        initial[name] = getattr(found, f"{name}_id") or ""
    initial["seen"] = found.changed_at.isoformat()
    form, status = EditForm(request.POST or None, access=access, initial=initial), 200
    if request.method == "POST" and form.is_valid():
        try:
            change_initiative(access, found, **form.values(access))
        except InitiativeChanged as refusal:
            form.add_error(None, str(refusal))
            # The next attempt knows what is new.
            form.data, status = {**request.POST.dict(), "seen": initial["seen"]}, refusal.status
        else:
            messages.success(request, _("Saved."))
            return redirect("initiative", number)
    context = {"form": form, "initiative": found}
    return render_page(request, "loop/initiative_form.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def link_to_initiative(request: HttpRequest) -> HttpResponse:
    """Choose the initiative that a voice or a case asks for."""
    access = access_from(request)
    access.require(Permission.INITIATIVE_WRITE)
    asked = _asked(request, access)
    if not asked:
        raise NotFound
    if request.method == "POST":
        number = request.POST.get("number", "")
        if not number.isascii() or not number.isdigit():
            raise NotFound
        found = initiative_with_number(access, int(number))
        link_voice(access, found, **asked)
        messages.success(request, _("Noted: this voice asks for it."))
        return redirect("initiative", found.number)
    context = {
        "found": find_initiatives(access, text=request.GET.get("q", "")),
        "text": request.GET.get("q", ""),
        "new_address": f"{reverse('initiative-new')}?{request.GET.urlencode()}",
        "asked_by": {name: request.GET[name] for name in asked},
    }
    return render_page(request, "loop/initiative_link.html", context)


def _column(access: Access, state: InitiativeState, today: Any) -> dict[str, Any]:
    found = initiatives_of(access, state.value)
    if state is InitiativeState.DONE:
        found = found.order_by("-completed_on", "-number")
    rows = initiative_rows(access, found[: PER_COLUMN + 1], today=today)
    return {
        "state": state.value,
        "words": state.label,
        "rows": rows[:PER_COLUMN],
        "more": len(rows) > PER_COLUMN,
    }


def _asked(request: HttpRequest, access: Access) -> dict[str, Any]:
    """The case (by number) or the answer (by id) in the address."""
    for name, read in (("case", case_with_number), ("response", response_with_id)):
        value = request.GET.get(name, "")
        if value.isascii() and value.isdigit():
            return {name: read(access, int(value))}
    return {}


def _initial(asked: dict[str, Any]) -> dict[str, Any]:
    voice = asked.get("case") or asked.get("response")
    return {"touchpoint": voice.touchpoint_id or ""} if voice else {}


def _prefilled(request: HttpRequest) -> dict[str, str]:
    """What a page that proposes an initiative already knows of it."""
    known = ("title", "hypothesis", "metric", "touchpoint")
    return {name: request.GET[name][:2_000] for name in known if request.GET.get(name)}


def _driver(request: HttpRequest) -> str:
    """The driver of a score that it is to change, by which that page finds it again."""
    driver = request.GET.get("driver", "")
    return f"driver:{driver}"[:120] if driver else ""
