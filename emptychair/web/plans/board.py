"""All plans: the board of who is waited for, and lists to search."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.plans.queries import plan_counts, plan_list, plan_rows
from emptychair.plans.types import PlanView, Side
from emptychair.web.ui.choices import colleagues
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number

IN_COLUMN = 12


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The board, or one list of plans."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    today = local_day(timezone.now(), access.workspace.zone)
    text, order = request.GET.get("q", "").strip(), request.GET.get("order", "")
    owner = request.GET.get("owner", "")
    asked = request.GET.get("view", "")
    narrowed = bool(text or owner or order)
    view = asked if asked in PlanView.values else PlanView.BOARD.value
    if view == PlanView.BOARD and narrowed:
        view = PlanView.OPEN.value
    counts = plan_counts(access, today=today)
    context: dict[str, Any] = {
        "view": view,
        "tabs": _tabs(view, counts),
        "text": text,
        "order": order,
        "orders": _orders(),
        "owner": owner,
        "owners": colleagues(access, nobody=_("everybody")),
        "today": today,
        "may_write": access.may(Permission.CUSTOMER_WRITE),
    }
    if view == PlanView.BOARD:
        context["columns"] = _columns(access, today, counts)
    else:
        owner_id = row_number(owner)
        found = plan_list(access, view, today=today, text=text, owner_id=owner_id, order=order)
        page = paginate(request, found)
        context |= {"page": page, "rows": plan_rows(access, page.items, today=today)}
    return render_page(request, "plans/plans.html", context, part="plans/_plans.html")


def _columns(access: Access, today: date, counts: dict[str, int]) -> list[dict[str, Any]]:
    if not counts["open"]:
        return []
    return [
        {
            "side": side.value,
            "words": PlanView(side.value).label,
            "count": counts[side.value],
            "rows": plan_rows(
                access, plan_list(access, side.value, today=today)[:IN_COLUMN], today=today
            ),
        }
        for side in Side
    ]


def _tabs(view: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "view": one.value,
            "words": one.label,
            "count": counts.get(one.value),
            "here": one.value == view,
        }
        for one in PlanView
    ]


def _orders() -> dict[str, str]:
    return {
        "": _("due first"),
        "waiting": _("waiting longest"),
        "value": _("by value of the customer"),
        "newest": _("newest first"),
    }
