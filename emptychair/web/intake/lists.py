"""Lists of requests: what is to be sorted, done, looked at again, told back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.intake.queries import request_counts, request_list, request_rows
from emptychair.intake.types import Priority, RequestView
from emptychair.kit.periods import local_day
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """One view of the requests: searched, filtered, sorted, a page at a time."""
    access = access_from(request)
    access.require(Permission.CASE_READ)
    today = local_day(timezone.now(), access.workspace.zone)
    counts = request_counts(access)
    view = _view(access, request.GET.get("view", ""), counts)
    text, order = request.GET.get("q", "").strip(), request.GET.get("order", "")
    priority = request.GET.get("priority", "")
    found = request_list(access, view, today=today, text=text, order=order, priority=priority)
    page = paginate(request, found)
    context = {
        "rows": request_rows(access, page.items, today=today),
        "page": page,
        "view": view,
        "tabs": _tabs(view, counts),
        "text": text,
        "order": order,
        "orders": {
            "": _("due first"),
            "newest": _("newest first"),
            "value": _("by value of the customer"),
        },
        "priority": priority,
        "priorities": Priority.choices,
        "may_write": access.may(Permission.CASE_WRITE) and not access.assigned_only,
        "may_open_form": access.may(Permission.PROGRAMME_MANAGE),
    }
    return render_page(request, "intake/requests.html", context, part="intake/_requests.html")


def _view(access: Access, asked: str, counts: dict[str, int]) -> str:
    """The chosen one; else what is to be sorted, if there is anything; a partner's own first."""
    if asked in RequestView.values:
        return asked
    if access.assigned_only:
        return RequestView.MINE.value
    return RequestView.NEW.value if counts["new"] else RequestView.OPEN.value


def _tabs(view: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "view": one.value,
            "words": one.label,
            "count": counts.get(one.value),
            "here": one.value == view,
        }
        for one in RequestView
    ]
