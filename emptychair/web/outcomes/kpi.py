"""The page of one KPI: where it stands, its ledger, what the customer said about it."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.sheet import is_no_longer_there
from emptychair.http.access import access_from
from emptychair.kit.errors import ProductError
from emptychair.kit.periods import local_day
from emptychair.outcomes.queries.confirmations import confirmations_of
from emptychair.outcomes.queries.kpis import kpi_row, kpi_with_id
from emptychair.outcomes.queries.ledger import Ledger, ledger_of, reading_with_id, worth_of
from emptychair.outcomes.rules.proxies import proxy_rule
from emptychair.outcomes.services.computing import compute_readings
from emptychair.outcomes.services.kpis import mark_checked, retire_kpi, take_up_kpi
from emptychair.outcomes.services.proxies import count_proxies
from emptychair.outcomes.services.readings import correct_reading, record_readings
from emptychair.outcomes.types import EventMeasure, GivenReading, ProxyMeasure, Source
from emptychair.outcomes.words import (
    formula_words,
    input_words,
    move_words,
    pace_words,
    proxy_words,
    value_words,
)
from emptychair.web.outcomes.drawing import ledger_chart
from emptychair.web.outcomes.forms import CorrectionForm, ReadingForm
from emptychair.web.outcomes.lines import line_of
from emptychair.web.outcomes.whose import public_address
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.words import day_words

if TYPE_CHECKING:
    from emptychair.outcomes.models import Kpi


SHOWN = 7  # readings of a count of every day


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, kpi_id: int) -> HttpResponse:
    """Everything about it; sending the form adds a reading."""
    access = access_from(request)
    found = kpi_with_id(access, kpi_id)
    today = local_day(timezone.now(), access.workspace.zone)
    form = ReadingForm(request.POST or None, initial={"day": today, "told": _is_told(found)})
    if request.method == "POST":
        access.require(Permission.CUSTOMER_WRITE)
        if form.is_valid() and _enter(access, found, form):
            messages.success(request, _("The number is in the ledger."))
            return redirect("kpi", kpi_id)
    context = _context(access, found)
    return render_page(request, "outcomes/kpi.html", {**context, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, kpi_id: int, reading_id: int) -> HttpResponse:
    """Correct a reading; the old one stays with the reason."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    found = kpi_with_id(access, kpi_id)
    reading = reading_with_id(access, found, reading_id)
    form = CorrectionForm(request.POST or None, initial={"value": reading.value})
    if request.method == "POST" and form.is_valid():
        try:
            correct_reading(access, reading, now=timezone.now(), **form.cleaned_data)
        except ProductError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Corrected. What was there before stays in the ledger."))
            return redirect("kpi", kpi_id)
    context = {
        "form": form,
        "kpi": found,
        "reading": reading,
        "value": value_words(reading.value, found.unit),
    }
    return render_page(request, "outcomes/reading.html", context)


@require_POST
def checked(request: HttpRequest, kpi_id: int) -> HttpResponse:
    """It was looked at and is still the same."""
    access = access_from(request)
    found = kpi_with_id(access, kpi_id)
    now = timezone.now()
    mark_checked(access, found, day=local_day(now, access.workspace.zone), now=now)
    messages.success(request, _("Noted: looked at today, unchanged."))
    return redirect("kpi", kpi_id)


@require_POST
def count(request: HttpRequest, kpi_id: int) -> HttpResponse:
    """Count what is counted of them, now instead of tonight."""
    access = access_from(request)
    found = kpi_with_id(access, kpi_id)
    now = timezone.now()
    counted = count_proxies if proxy_rule(found.proxy_rule) else compute_readings
    changed = counted(access, now=now, kpis=[found])
    said = _("Counted anew.") if changed else _("Counted: nothing has changed.")
    messages.success(request, said)
    return redirect("kpi", kpi_id)


@require_POST
def end(request: HttpRequest, kpi_id: int) -> HttpResponse:
    """Give it up; can be undone."""
    access = access_from(request)
    found = kpi_with_id(access, kpi_id)
    retire_kpi(access, found, reason=request.POST.get("reason", ""), now=timezone.now())
    undo = reverse("kpi-take-up", args=[kpi_id])
    messages.success(request, _("Given up. Its ledger stays."), extra_tags=f"undo:{undo}")
    return redirect("kpi", kpi_id)


@require_POST
def take_up(request: HttpRequest, kpi_id: int) -> HttpResponse:
    """Take it up again."""
    access = access_from(request)
    take_up_kpi(access, kpi_with_id(access, kpi_id), now=timezone.now())
    messages.success(request, _("It runs again."))
    return redirect("kpi", kpi_id)


def _enter(access: Access, kpi: "Kpi", form: ReadingForm) -> bool:
    given = form.cleaned_data
    source = Source.TOLD.value if given["told"] else kpi.source
    told_by = kpi.customer_owner_id if given["told"] else None
    one = GivenReading(
        value=given["value"], day=given["day"], note=given["note"], source=source,
        told_by_id=told_by,
    )  # fmt: skip
    try:
        record_readings(access, kpi, [one], now=timezone.now())
    except ProductError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _is_told(kpi: "Kpi") -> bool:
    return kpi.source == Source.TOLD


def _context(access: Access, found: "Kpi") -> dict[str, Any]:
    now = timezone.now()
    today = local_day(now, access.workspace.zone)
    row, ledger = kpi_row(access, found, today=today), ledger_of(access, found)
    worth, late = worth_of(access, found), found.lags_from
    asked = confirmations_of(access, found, now=now)
    return {
        "kpi": found,
        "line": line_of(row),
        **_ledger(ledger, row.unit),
        "move": move_words(ledger.move, ledger.n) if ledger.n else "",
        "pace": pace_words(day_words(late)) if late is not None and late > today else "",
        "chart": ledger_chart(row, ledger),
        "worth": worth,
        "source": str(Source(found.source).label),
        "proxy": ProxyMeasure(found.proxy_measure).label if found.proxy_measure else "",
        "counted": proxy_words(rule) if (rule := proxy_rule(found.proxy_rule)) else "",
        "measure": EventMeasure(found.event_measure).label if found.event_name else "",
        "asked": [
            (
                one,
                value_words(one.reading_value, row.unit),
                value_words(one.their_value, row.unit),
                public_address(access, one.token),
            )
            for one in asked
        ],
        "owner_left": found.customer_owner and is_no_longer_there(access, found.customer_owner),
        "may_write": access.may(Permission.CUSTOMER_WRITE),
        "outcome": _outcome_address(found),
        "whose": f"company={found.company_id}" if found.company_id else f"person={found.person_id}",
        "formula": formula_words(found.formula, found.formula_inputs),
        "inputs": input_words(found.formula_inputs) if found.formula else [],
    }


def _ledger(ledger: Ledger, unit: str) -> dict[str, Any]:
    """The newest readings, and the many of a count of every day folded away."""
    rows = [(one, value_words(one.value, unit)) for one in ledger.rows]
    daily = sum(one.is_daily for one in ledger.rows)
    shown = SHOWN if daily > SHOWN else len(rows)
    return {"ledger": rows[:shown], "older": rows[shown:]}


def _outcome_address(found: "Kpi") -> str:
    if found.company_id is not None:
        return reverse("company-outcome", args=[found.company_id])
    return reverse("person-outcome", args=[found.person_id])
