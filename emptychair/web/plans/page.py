"""One plan: who is waited for, what comes next, what was said."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.loop.queries.masked import name_of, words_for
from emptychair.plans.queries import milestone_rows, plan_rows, plan_with_id, said_rows
from emptychair.plans.queries.visits import links_of
from emptychair.plans.services.links import link_address
from emptychair.plans.types import PlanState
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.plans.models import SuccessPlan


@require_safe
def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Everything about one plan."""
    access, now = access_from(request), timezone.now()
    found = plan_with_id(access, plan_id)
    today = local_day(now, access.workspace.zone)
    is_over = found.state in {PlanState.DONE, PlanState.DROPPED}
    may_write = access.may(Permission.CUSTOMER_WRITE)
    said = said_rows(access, found)
    context = {
        "plan": found,
        "row": plan_rows(access, [found], today=today)[0],
        "goal": words_for(access, found.goal, found.person),
        "kpi": words_for(access, found.kpi, found.person),
        "contact": name_of(access, found.contact) if found.contact else "",
        "milestones": milestone_rows(access, found, today=today),
        "said": said,
        "waiting": [one for one in said if one.is_waiting],
        "links": _links(access, found) if may_write else [],
        "now": now,
        "may_write": may_write,
        "may_change": may_write and not is_over,
    }
    return render_page(request, "plans/plan.html", context)


def _links(access: Access, found: "SuccessPlan") -> list[dict[str, object]]:
    """Links that work, with their address and whose they are."""
    now = timezone.now()
    return [
        {
            "id": one.pk,
            "address": link_address(access, one),
            "whose": name_of(access, one.person),
            "until": one.expires_at,
            "sent": one.message.created_at if one.message else None,
        }
        for one in links_of(access, found)
        if one.revoked_at is None and one.expires_at > now
    ]
