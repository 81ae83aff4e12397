"""The page: moves that are proposed, and what each product and segment brings and takes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.jobs import enqueue
from emptychair.touch.queries import (
    counted_at,
    decisions_of,
    groups_of,
    margins_of,
    proposals_of,
    settings_of,
)
from emptychair.touch.words import formula_words, group_words, tier_words
from emptychair.web.touch.lines import group_line, proposal_line, stake_words
from emptychair.web.ui.parts import render_page

SHOWN_DECISIONS = 8


@require_safe
def touch(request: HttpRequest) -> HttpResponse:
    """Proposals first, then every group."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    now, currency = timezone.now(), access.workspace.currency
    groups, settings = groups_of(access), settings_of(access)
    proposals = proposals_of(access, now=now, groups=groups)
    context = {
        "settings": settings,
        "is_ready": settings.is_whole,
        "has_margins": bool(margins_of(access)),
        "counted_at": counted_at(access),
        "proposals": [proposal_line(one, currency) for one in proposals],
        "lines": [group_line(one, currency) for one in groups],
        "decisions": [
            (one, group_words(one.key), tier_words(one.to), stake_words(one.stake, currency))
            for one in decisions_of(access, limit=SHOWN_DECISIONS)
        ],
        "formula": formula_words(),
        "hours": [(tier_words(tier), value) for tier, value in (settings.hours or {}).items()],
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
        "may_count": access.may(Permission.CUSTOMER_WRITE),
    }
    return render_page(request, "touch/touch.html", context)


@require_POST
def count_again(request: HttpRequest) -> HttpResponse:
    """Count all customers now, not tonight."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    enqueue("touch.count_customers", workspace_id=access.workspace.pk)
    messages.success(request, _("Customers are being counted. Look again in a minute."))
    return redirect("touch")
