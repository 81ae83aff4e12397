"""One request: the words as they came, the tasks, what is alike, what happened."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.intake.queries import (
    alike_requests,
    note_rows,
    raw_words,
    request_rows,
    request_with_number,
    task_rows,
)
from emptychair.intake.rules.splitting import suggested_tasks
from emptychair.intake.types import Priority, RequestState, WishState
from emptychair.kit.periods import local_day
from emptychair.loop.types import EffortKind
from emptychair.web.ui.choices import colleagues
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.intake.models import CustomerRequest

EMPTY_LINES = 3


@require_safe
def request_page(request: HttpRequest, number: int) -> HttpResponse:
    """Everything about one request."""
    access = access_from(request)
    found = request_with_number(access, number)
    today = local_day(timezone.now(), access.workspace.zone)
    tasks = task_rows(access, found, today=today)
    may_act = access.may(Permission.CASE_WRITE)
    may_write = may_act and not access.assigned_only
    is_closed = found.state == RequestState.CLOSED
    context = {
        "found": found,
        "row": request_rows(access, [found], today=today)[0],
        "raw": raw_words(access, found),
        "tasks": tasks,
        "notes": note_rows(access, found),
        "may_write": may_write,
        "may_change": may_write and not is_closed,
        "may_do": may_act and not is_closed,
        "may_log": access.may(Permission.EFFORT_WRITE),
        "kinds": EffortKind.choices,
        "untold": [one for one in tasks if one.state != WishState.OPEN and one.told_at is None],
        "is_closed": is_closed,
        "can_mail": bool(found.person and found.person.email),
        **(_splitting(access, found, {one.title for one in tasks}) if may_write else {}),
    }
    return render_page(request, "intake/request.html", context)


def _splitting(access: Access, found: "CustomerRequest", known: set[str]) -> dict[str, Any]:
    """The suggested tasks that are not there yet, some empty lines, and what reads alike."""
    if found.state == RequestState.CLOSED:
        return {}
    suggested = [one for one in suggested_tasks(found.raw) if one.text not in known]
    lines = [(one.text, one.why) for one in suggested] if not known else []
    texts = [one.text for one in suggested] or [found.title]
    return {
        "lines": [*lines, *((("", ""),) * EMPTY_LINES)],
        "suggested": len(lines),
        "people": colleagues(access),
        "priorities": Priority.choices,
        "alike": alike_requests(access, found, [*texts, *known]),
    }
