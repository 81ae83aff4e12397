"""All playbooks, and what one can begin with."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.queries.effects import effect_known
from emptychair.automation.queries.names import names_of
from emptychair.automation.queries.playbooks import playbook_rows, playbooks_of
from emptychair.automation.services.authoring import create_playbook, pause_all, resume_all
from emptychair.automation.starters import STARTERS
from emptychair.automation.triggers import trigger_named
from emptychair.automation.types import Definition, PlaybookRow, PlaybookState
from emptychair.http.access import access_from
from emptychair.web.automation.effect_words import effect_line
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

TONES = {PlaybookState.LIVE.value: "good", PlaybookState.PAUSED.value: "wait"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A playbook in the list."""

    row: PlaybookRow
    state: str
    tone: str
    effect: str


@require_safe
def playbooks(request: HttpRequest) -> HttpResponse:
    """The list: state, runs, effect."""
    access = access_from(request)
    show = request.GET.get("show", "")
    rows = playbooks_of(access)
    archived = PlaybookState.ARCHIVED.value
    rows = rows.filter(state=archived) if show == archived else rows.exclude(state=archived)
    text = request.GET.get("q", "").strip()
    rows = rows.filter(name__icontains=text) if text else rows
    page = paginate(request, rows.order_by("-state", "name", "pk"), per_page=25)
    found, now = list(page), timezone.now()
    names = names_of(access) if found else None
    lines = playbook_rows(access, found, names=names) if names else []
    effects = {one.pk: effect_known(access, one, now=now) for one in found if one.version_id}
    context = {
        "page": page,
        "rows": [
            Shown(
                one,
                str(PlaybookState(one.state).label),
                TONES.get(one.state, ""),
                effect_line(effects[one.id]) if one.id in effects else "",
            )
            for one in lines
        ],
        "show": show,
        "text": text,
        "any_live": any(one.state == PlaybookState.LIVE for one in lines),
        **_rights(access),
    }
    return render_page(request, "automation/playbooks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin with one that is written already, or with nothing."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    offered = [
        one for one in STARTERS.values() if not one.needs or trigger_named(one.needs) is not None
    ]
    if request.method == "POST":
        return _made(access, request.POST.get("starter", ""), timezone.now())
    context = {
        "starters": [(one, one.definition()) for one in offered],
    }
    return render_page(request, "automation/new.html", context)


@require_POST
def all_of_them(request: HttpRequest, act: str) -> HttpResponse:
    """Pause everything, or resume what was paused together."""
    access, now = access_from(request), timezone.now()
    if act == "pause":
        together, count = pause_all(access, now=now)
        said = ngettext("%(n)s playbook rests.", "%(n)s playbooks rest.", count) % {"n": count}
        undo = f"{reverse('playbooks-all', args=['resume'])}?together={together}"
        messages.success(request, said, extra_tags=f"undo:{undo}" if count else "")
    elif act == "resume":
        count = resume_all(access, request.GET.get("together", ""), now=now)
        said = ngettext("%(n)s playbook goes on.", "%(n)s playbooks go on.", count) % {"n": count}
        messages.success(request, said)
    else:
        raise Http404
    return redirect("playbooks")


def _made(access: Access, key: str, now: datetime) -> HttpResponse:
    del now
    starter = STARTERS.get(key)
    if starter is None:
        row = create_playbook(access, name=_("New playbook"), definition=Definition())
    else:
        row = create_playbook(
            access,
            name=str(starter.name),
            purpose=str(starter.purpose),
            definition=starter.definition(),
            starter=starter.key,
        )
    return redirect("playbook", row.pk)


def _rights(access: Access) -> dict[str, bool]:
    return {
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
    }
