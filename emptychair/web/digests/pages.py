"""The list of regular reports, one of them, and how it would look now."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.digests.queries.content import content_of, masked
from emptychair.digests.queries.digests import (
    digest_with_id,
    digests_of,
    issues_of,
    next_at,
    period_named,
    readers_of,
)
from emptychair.digests.words import run_words
from emptychair.http.access import access_from
from emptychair.web.digests.shown import cadence_words, grouped, line_of
from emptychair.web.ui.parts import render_page


@require_safe
def digests(request: HttpRequest) -> HttpResponse:
    """Every report with its readers, its next day and its newest issue."""
    access = access_from(request)
    rows = [line_of(one) for one in digests_of(access, now=timezone.now())]
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
        "issues": issues_of(access, row),
        "next_at": None if row.paused_at else next_at(access, row, now=now),
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
        "may_see_names": access.may_see_names,
    }
    return render_page(request, "digests/digest.html", context)


@require_safe
def preview(request: HttpRequest, digest_id: int) -> HttpResponse:
    """The report of the newest period as it would be made now, named only where it names."""
    access = access_from(request)
    row, now = digest_with_id(access, digest_id), timezone.now()
    period = period_named(access, row, request.GET.get("period", ""), now=now)
    content = content_of(access if row.with_names else masked(access), row, period, now=now)
    first_month = access.workspace.fiscal_year_start
    context = {
        "digest": row,
        "content": content,
        "groups": grouped(content),
        "period": run_words(row.cadence, period, first_month=first_month),
    }
    return render_page(request, "digests/preview.html", context)
