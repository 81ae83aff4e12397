"""Who began a sign-up and never got going: the list behind the count."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.periods import Period, local_day
from emptychair.usage.queries.definitions import use_definition
from emptychair.usage.queries.signups import signup_rows, signups_known, unfinished_signups
from emptychair.usage.types import UnfinishedSignup
from emptychair.web.ui.file_heads import heads, kind_words
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page
from emptychair.web.usage.table_file import as_csv

SPANS = (90, 180, 365)


@require_safe
def unfinished(request: HttpRequest) -> HttpResponse:
    """The newest first, each with somebody to write to."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    days = span_of(request)
    period, found = found_in(access, days)
    page = paginate(request, found)
    context = {
        "page": page,
        "rows": signup_rows(access, page.items),
        "total": len(found),
        "since": period.first,
        "as_of": timezone.now(),
        "days": days,
        "spans": [(one, one == days) for one in SPANS],
        "definition": use_definition(access),
        "known": bool(found) or signups_known(access),
        "may_define": access.may(Permission.PROGRAMME_MANAGE),
        "may_case": access.may(Permission.CASE_WRITE),
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_export": access.may(Permission.DATA_EXPORT) and bool(found),
    }
    return render_page(request, "usage/unfinished.html", context)


@require_safe
def unfinished_file(request: HttpRequest) -> HttpResponse:
    """The same list as CSV."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    _period, found = found_in(access, span_of(request))
    return as_csv("unfinished-sign-ups", _lines(access, found))


def span_of(request: HttpRequest) -> int:
    """How many days the address asks for; half a year where it asks for none of them."""
    given = request.GET.get("days", "")
    return int(given) if given in {str(days) for days in SPANS} else 180


def found_in(access: Access, days: int) -> tuple[Period, list[UnfinishedSignup]]:
    """Those of the last so many days, the newest first."""
    now = timezone.now()
    end = local_day(now, access.workspace.zone) + timedelta(days=1)
    period = Period(end - timedelta(days=days), end)
    found = unfinished_signups(access, period, now=now)
    return period, sorted(found, key=lambda one: one.signed_up_at, reverse=True)


def _lines(access: Access, found: list[UnfinishedSignup]) -> Iterator[list[Any]]:
    yield [*heads("kind", "id", "name", "signed_up_at", "days_since", "owner")]
    for start in range(0, len(found), 1000):
        for row in signup_rows(access, found[start : start + 1000]):
            at = row.signed_up_at.astimezone(access.workspace.zone)
            told = (kind_words(row.kind), row.id, row.name, f"{at:%Y-%m-%d %H:%M}", row.days)
            yield [*told, row.owner]
