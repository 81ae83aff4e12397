"""The dry run: what it would have done in the last 90 days."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.doing import Names, action_of
from emptychair.automation.queries.names import names_of
from emptychair.automation.queries.playbooks import draft_of, playbook_with_id, reading_for
from emptychair.automation.services.dry_run import NO_PLAN, DryRow, dry_run
from emptychair.automation.words import line_words, step_reason
from emptychair.http.access import access_from
from emptychair.messaging.reasons import reason_sentence
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page


@dataclass(frozen=True, slots=True)
class ShownStride:
    """One step of an imagined run, in words."""

    words: str
    day: object
    perhaps: bool
    refused: str
    no_plan: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One time, in words."""

    row: DryRow
    why: str
    strides: tuple[ShownStride, ...]


@require_safe
def trial(request: HttpRequest, playbook_id: int) -> HttpResponse:
    """Every time it would have run, and every time it would not have, with the reason."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    row = playbook_with_id(access, playbook_id)
    definition, names = draft_of(access, row), names_of(access)
    found = dry_run(access, definition, seed=row.seed, names=names, now=timezone.now())
    which = request.GET.get("show", "")
    rows = [one for one in found.rows if bool(one.out) == (which == "out")]
    page = paginate(request, rows, per_page=30)
    context = {
        "playbook": row,
        "reading": reading_for(access, definition, names),
        "found": found,
        "began": len(found.began),
        "out": [(out_words(code), count) for code, count in found.reasons.items()],
        "hours": found.costs.minutes / 60,
        "costs": found.costs,
        "refusals": found.refusals,
        "only_today": [line_words(one, names) for one in found.only_today],
        "show": which,
        "page": page,
        "rows": [_shown(access, one, names) for one in page],
    }
    return render_page(request, "automation/trial.html", context)


def out_words(code: str) -> str:
    """Why nothing would have begun."""
    return {
        "nobody": _("there is no customer behind it"),
        "left": _("the customer has left"),
        "condition": _("a condition does not hold"),
        "again": _("it was too short a time ago"),
        "held_out": _("held out by chance"),
        "never_asked": _("drawn by chance never to be asked"),
    }.get(code, code)


def _shown(access: Access, one: DryRow, names: Names) -> ShownRow:
    del access
    why = out_words(one.out) if one.out else ""
    if one.against is not None:
        why = pgettext("dry run", "does not hold: %(line)s") % {
            "line": line_words(one.against, names)
        }
    strides = tuple(
        ShownStride(
            action_of(stride.step.kind).words(stride.step, names),
            stride.day,
            stride.perhaps,
            _refusal(stride.refused, dict(stride.parameters or {})),
            stride.refused == NO_PLAN,
        )
        for stride in one.strides
    )
    return ShownRow(one, why, strides)


def _refusal(code: str, parameters: dict[str, object]) -> str:
    if code in {"nobody", "no_text", "no_plan"}:
        return step_reason(code, parameters)
    return reason_sentence(code, parameters) if code else ""
