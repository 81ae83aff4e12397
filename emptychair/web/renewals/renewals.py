"""The list of renewals with its forecast, and one renewal."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.cards import Customer
from emptychair.renewals.queries.definition import setting_of
from emptychair.renewals.queries.listing import (
    VIEWS,
    RenewalRow,
    Wanted,
    all_rows,
    calls_of,
    renewal_list,
    renewal_rows,
    renewal_with_id,
)
from emptychair.renewals.queries.stored import forecast_of
from emptychair.renewals.services.refresh import ask_to_refresh
from emptychair.renewals.types import Call
from emptychair.renewals.words import call_words, chance_words, due_words, outcome_words
from emptychair.web.renewals.files import as_csv
from emptychair.web.renewals.forms import CallForm, OutcomeForm, StepForm
from emptychair.web.renewals.naming import politely
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.words import from_to

TYPED = 100


@require_safe
def renewals(request: HttpRequest) -> HttpResponse:
    """What comes up, how likely it is, what to do."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    wanted = wanted_in(request)
    page = paginate(request, renewal_list(access, wanted, now=timezone.now()))
    context = {
        "page": page,
        "rows": [_shown(row) for row in page],
        "wanted": wanted,
        "views": _views(),
        "calls": [*Call.choices, ("none", _("nothing said"))],
        "totals": _totals(access),
        "forecast": forecast_of(access),
        "setting": setting_of(access),
        "query": request.GET.urlencode(),
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_export": access.may(Permission.DATA_EXPORT),
    }
    return render_page(request, "renewals/renewals.html", context, part="renewals/_renewals.html")


@require_safe
def as_file(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, for a spreadsheet."""
    access = access_from(request)
    access.require(Permission.DATA_EXPORT)
    found = renewal_list(access, wanted_in(request), now=timezone.now())
    return as_csv("renewals.csv", _headings(), _lines(all_rows(access, found)))


@require_safe
def renewal(request: HttpRequest, renewal_id: int) -> HttpResponse:
    """One renewal: signs, forecast, next step, what was expected, how it ended."""
    access = access_from(request)
    return render_page(request, "renewals/renewal.html", page_of(access, renewal_id))


@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    """Count everything anew."""
    access = access_from(request)
    ask_to_refresh(access)
    messages.success(request, _("It is being counted anew. Look again in a moment."))
    return redirect("renewals")


def page_of(access: Access, renewal_id: int, **forms: Any) -> dict[str, Any]:
    """What the page of one renewal shows; `forms` replace the fresh ones."""
    found = renewal_with_id(access, renewal_id)
    row = renewal_rows(access, [found], now=timezone.now())[0]
    step = {"next_step": row.next_step, "next_on": row.next_on}
    outcome = {"outcome": found.outcome or None}
    return {
        "renewal": found,
        "one": _shown(row),
        "calls": [
            (call_words(one.call) or _("nothing said"), str(one.called_by or ""), one.called_at)
            for one in calls_of(access, renewal_id)
        ],
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "may_case": access.may(Permission.CASE_WRITE),
        "playbook": f"{reverse('playbook-choose')}?{whom_asked(row.customer)}",
        "case": f"{reverse('case-new')}?{whom_asked(row.customer)}",
        "step_form": StepForm(initial=step),
        "call_form": CallForm(initial={"call": row.call}),
        "outcome_form": OutcomeForm(initial=outcome),
        **forms,
    }


def wanted_in(request: HttpRequest) -> Wanted:
    """The filters of the address."""
    given = request.GET
    return Wanted(
        view=given.get("view", "90"),
        period=given.get("period", ""),
        call=given.get("call", ""),
        text=given.get("q", "").strip()[:TYPED],
        sort=given.get("sort", "due"),
        mine=given.get("mine") == "on",
    )


def customer_address(customer: Customer) -> str:
    """The page of a customer, or nothing for one who was erased."""
    if customer.company_id is not None:
        return reverse("company", args=[customer.company_id])
    return reverse("person", args=[customer.person_id]) if customer.person_id else ""


def whom_asked(customer: Customer) -> str:
    """The customer, as pages that begin something for one take it."""
    if customer.company_id is not None:
        return f"company={customer.company_id}"
    return f"person={customer.person_id}"


def _views() -> list[tuple[str, str]]:
    words = {
        "30": _("Next 30 days"),
        "60": _("Next 60 days"),
        "90": _("Next 90 days"),
        "180": _("Next 180 days"),
        "passed": _("Passed, not told"),
        "ended": _("Ended"),
    }
    return [(view, words[view]) for view in VIEWS]


def _shown(row: RenewalRow) -> dict[str, Any]:
    return {
        "row": politely(row),
        "address": customer_address(row.customer),
        "due": due_words(row.days),
        "chance": chance_words(row.chance),
        "between": from_to(chance_words(row.low), chance_words(row.high)) if row.n else "",
        "call": call_words(row.call),
        "ended": outcome_words(row.outcome, stayed=row.stayed),
        "tone": "bad" if row.stayed is False else "good" if row.stayed else "",
    }


def _totals(access: Access) -> list[dict[str, Any]]:
    found = forecast_of(access)
    return found.totals if found else []


def _headings() -> list[str]:
    return [
        _("Customer"), _("Plan"), _("Renews on"), _("A year"), _("Currency"),
        _("Likely to be renewed"), _("At least"), _("At most"), _("Renewals counted"),
        _("A colleague expects"), _("Said by"), _("Next step"), _("Looked after by"), _("Signs"),
        _("How it ended"), _("Why"), _("Went to"),
    ]  # fmt: skip


def _lines(rows: Iterator[RenewalRow]) -> Iterator[list[object]]:
    for row in rows:
        signs = " / ".join(sign.words for sign in row.signs)
        yield [
            row.name, row.plan, row.due_on.isoformat(), row.value, row.currency, row.chance,
            row.low, row.high, row.n, call_words(row.call), row.called_by, row.next_step,
            row.owner, signs, outcome_words(row.outcome, stayed=row.stayed), row.reason,
            row.competitor,
        ]  # fmt: skip
