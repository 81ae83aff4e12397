"""Recurring revenue: the bridge of a month, the table of months, cohorts, who is behind it."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import NotFound, ProductError
from emptychair.kit.periods import local_day, months_later
from emptychair.metrics.words import month_words
from emptychair.renewals.queries.definition import setting_of
from emptychair.renewals.queries.months import (
    MonthRow,
    currencies_of,
    month_of_revenue,
    months_of_revenue,
    movements_of,
)
from emptychair.renewals.queries.stored import report_of
from emptychair.renewals.services.months import publish_month
from emptychair.renewals.types import MovementKind, ReportKind
from emptychair.renewals.words import definition_words, movement_words, span_words
from emptychair.web.renewals.drawing import bridge_of
from emptychair.web.renewals.files import as_csv
from emptychair.web.renewals.forms import PublishForm
from emptychair.web.renewals.naming import politely
from emptychair.web.renewals.renewals import customer_address
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from emptychair.renewals.models import RevenueMonth

SHARES = ("nrr", "grr", "churn_year", "churn_month")


@require_safe
def revenue(request: HttpRequest) -> HttpResponse:
    """The last months."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    currencies = currencies_of(access)
    asked = request.GET.get("currency", "")
    currency = asked if asked in currencies else next(iter(currencies), "")
    months = months_of_revenue(access, currency) if currency else []
    newest = _newest_whole(access, months)
    context = {
        "currencies": currencies,
        "currency": currency,
        "months": [_line(one) for one in months],
        "newest": _line(newest) if newest else None,
        "chart": bridge_of(newest.stands) if newest else None,
        "cohorts": _cohorts(access, currency),
        "setting": setting_of(access),
        "may_export": access.may(Permission.DATA_EXPORT),
        "may_write": access.may(Permission.CUSTOMER_WRITE),
    }
    return render_page(request, "renewals/revenue.html", context)


@require_safe
def month(request: HttpRequest, month: str, currency: str) -> HttpResponse:
    """One month: every customer behind its amounts, and its editions."""
    access = access_from(request)
    found = month_of_revenue(access, month_in(month), currency)
    shown, kind = _edition(found, request.GET.get("edition", "")), request.GET.get("kind", "")
    page = paginate(request, movements_of(access, shown, kind=kind))
    context = {
        **_line(found),
        "shown": shown,
        "editions": [found.live, *found.published],
        "chart": bridge_of(shown),
        "page": page,
        "rows": [
            {
                "row": politely(one),
                "kind": movement_words(one.kind),
                "address": customer_address(one.customer),
            }
            for one in page
        ],
        "kind": kind,
        "kinds": MovementKind.choices,
        "definition": definition_words(shown.definition, access.workspace.currency),
        "form": PublishForm(),
        "is_over": _is_over(access, found.live.month),
        "may_publish": access.may(Permission.PROGRAMME_MANAGE),
    }
    return render_page(request, "renewals/month.html", context, part="renewals/_movements.html")


@require_POST
def publish(request: HttpRequest, month: str) -> HttpResponse:
    """Freeze a month as it is counted now."""
    access = access_from(request)
    day = month_in(month)
    form = PublishForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        done = publish_month(access, day, reason=reason, now=timezone.now())
    except ProductError as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, str(refusal))
    else:
        words = {"month": month_words(done[0].month)}
        messages.success(request, _("%(month)s is published and stays as it is.") % words)
    currency = request.POST.get("currency", "")
    known = currency in currencies_of(access)
    return redirect("revenue-month", month, currency) if known else redirect("revenue")


@require_safe
def as_file(request: HttpRequest) -> HttpResponse:
    """All months in all currencies, for a spreadsheet."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    return as_csv("revenue.csv", _headings(), _lines(access))


def month_in(text: str) -> date:
    """The first day of "2026-10". Raises `NotFound`."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NotFound from None


def _newest_whole(access: Access, months: list[MonthRow]) -> MonthRow | None:
    whole = [one for one in months if _is_over(access, one.live.month)]
    return next(iter(whole or months), None)


def _is_over(access: Access, first: date) -> bool:
    return months_later(first, 1) <= local_day(timezone.now(), access.workspace.zone)


def _edition(found: MonthRow, asked: str) -> "RevenueMonth":
    editions = {str(one.edition): one for one in (found.live, *found.published)}
    return editions.get(asked, found.stands)


def _line(one: MonthRow) -> dict[str, Any]:
    row = one.stands
    return {
        "one": one,
        "row": row,
        "words": month_words(row.month),
        "slug": f"{row.month:%Y-%m}",
        "shares": {name: span_words(row.shares.get(name)) for name in SHARES},
        "known": {name: row.shares.get(name) for name in SHARES},
    }


def _cohorts(access: Access, currency: str) -> list[dict[str, Any]]:
    report = report_of(access, ReportKind.COHORTS)
    rows = report.body.get("rows", []) if report else []
    return [
        {
            "year": row["year"],
            "n": row["n"],
            "after": [
                {
                    "n": one["n"],
                    "nrr": span_words(one["nrr"]),
                    "grr": span_words(one["grr"]),
                    "stayed": span_words(one["stayed"]),
                }
                for one in row["after"]
            ],
        }
        for row in rows
        if row["currency"] == currency
    ]


def _headings() -> list[str]:
    moved = [str(MovementKind(kind).label) for kind in MovementKind.values]
    return [
        _("Month"), _("Currency"), _("Edition"), _("Definition"), _("At the start"), *moved,
        _("At the end"), _("Customers at the end"), "NRR", "GRR", _("Customers lost in a year"),
        _("Published"), _("Why it was restated"), _("Checksum"),
    ]  # fmt: skip


def _lines(access: Access) -> Iterator[list[object]]:
    for currency in currencies_of(access):
        for found in months_of_revenue(access, currency, limit=60):
            for row in (found.live, *found.published):
                moved = [getattr(row, kind) for kind in MovementKind.values]
                shares = [(row.shares.get(name) or {}).get("share") for name in SHARES[:3]]
                published = row.published_at.isoformat() if row.published_at else ""
                yield [
                    f"{row.month:%Y-%m}", currency, row.edition, row.definition.version,
                    row.starting, *moved, row.ending, row.customers_after, *shares, published,
                    row.reason, row.checksum,
                ]  # fmt: skip
