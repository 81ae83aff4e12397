"""Versions of a playbook, and what each changed."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from emptychair.automation.queries.names import names_of
from emptychair.automation.queries.playbooks import (
    definition_of,
    draft_of,
    has_changes,
    playbook_with_id,
    reading_for,
    versions_of,
)
from emptychair.automation.rules.differing import Changed, differences
from emptychair.automation.words import reading_lines
from emptychair.http.access import access_from
from emptychair.web.ui.parts import render_page


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version and what it changed; number 0 is the draft."""

    number: int
    made_at: object
    made_by: str
    lines: list[Changed]


@require_safe
def versions(request: HttpRequest, playbook_id: int) -> HttpResponse:
    """The newest first, each against the one before; a changed draft on top."""
    access = access_from(request)
    row = playbook_with_id(access, playbook_id)
    names, found = names_of(access), versions_of(access, row)
    lines = {
        one.pk: reading_lines(reading_for(access, definition_of(access, one), names))
        for one in found
    }
    before = [*(lines[one.pk] for one in found[1:]), []]
    shown = [
        ShownVersion(
            one.number, one.made_at, str(one.made_by or ""), differences(old, lines[one.pk])
        )
        for one, old in zip(found, before, strict=True)
    ]
    if has_changes(access, row):
        draft = reading_lines(reading_for(access, draft_of(access, row), names))
        old = lines[found[0].pk] if found else []
        shown.insert(0, ShownVersion(0, None, "", differences(old, draft)))
    context = {"playbook": row, "versions": shown}
    return render_page(request, "automation/versions.html", context)
