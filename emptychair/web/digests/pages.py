"""The list of regular reports, and one of them."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.digests.queries.digests import (
    digest_with_id,
    digests_of,
    issues_of,
    late_period,
    next_at,
    readers_of,
)
from emptychair.digests.words import run_words
from emptychair.http.access import access_from
from emptychair.web.digests.shown import cadence_words, issue_words, line_of
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.digests.models import Digest


@require_safe
def digests(request: HttpRequest) -> HttpResponse:
    """Every report with its readers, its next day and its newest issue."""
    access = access_from(request)
    first_month = access.workspace.fiscal_year_start
    found = digests_of(access, now=timezone.now())
    rows = [line_of(one, first_month=first_month) for one in found]
    context = {"rows": rows, "may_manage": access.may(Permission.PROGRAMME_MANAGE)}
    return render_page(request, "digests/digests.html", context)


@require_safe
def digest(request: HttpRequest, digest_id: int) -> HttpResponse:
    """One report: when, to whom, and all that was made."""
    access = access_from(request)
    row, now = digest_with_id(access, digest_id), timezone.now()
    context = {
        "digest": row,
        "cadence": cadence_words(row),
        "readers": readers_of(access, row),
        "issues": [
            (one, issue_words(one, first_month=access.workspace.fiscal_year_start))
            for one in issues_of(access, row)
        ],
        "next_at": None if row.paused_at else next_at(access, row, now=now),
        "late": _late(access, row, now),
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
        "may_see_names": access.may_see_names,
    }
    return render_page(request, "digests/digest.html", context)


def _late(access: Access, row: "Digest", now: datetime) -> str:
    """The period whose report should be there and is not, in words."""
    period = late_period(access, row, now=now)
    first_month = access.workspace.fiscal_year_start
    return run_words(row.cadence, period, first_month=first_month) if period else ""
