"""One playbook on one page: the sentence, its parts, what is missing, runs and effect."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.queries.effects import effect_known
from emptychair.automation.queries.names import names_of
from emptychair.automation.queries.playbooks import (
    draft_of,
    has_changes,
    playbook_with_id,
    problems_of,
    reading_for,
    versions_of,
)
from emptychair.automation.queries.runs import run_rows, runs_of
from emptychair.automation.types import PlaybookState, StepKind
from emptychair.http.access import access_from
from emptychair.web.automation.effect_words import effect_sentences
from emptychair.web.automation.listing import TONES
from emptychair.web.ui.parts import render_page

SHOWN = 6


@require_safe
def playbook(request: HttpRequest, playbook_id: int) -> HttpResponse:
    """The page; the steps alone when htmx asks."""
    access, now = access_from(request), timezone.now()
    row = playbook_with_id(access, playbook_id)
    definition, names = draft_of(access, row), names_of(access)
    context = {
        "playbook": row,
        "state": PlaybookState(row.state).label,
        "tone": TONES.get(row.state, ""),
        "reading": reading_for(access, definition, names),
        "problems": problems_of(access, definition, names),
        "kinds": StepKind.choices,
        "has_changes": has_changes(access, row),
        "effect": effect_sentences(effect_known(access, row, now=now)),
        "runs": run_rows(access, list(runs_of(access, playbook_id=row.pk)[:SHOWN])),
        "versions": len(versions_of(access, row)),
        **rights(access),
    }
    return render_page(request, "automation/playbook.html", context, part="automation/_steps.html")


def rights(access: Access) -> dict[str, bool]:
    """What this access may do here."""
    return {
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
    }
