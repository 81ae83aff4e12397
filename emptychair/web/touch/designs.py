"""The organisation designed from the customer's KPI: the list, one design, its readings."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import Invalid
from emptychair.metrics.words import day_words, month_words
from emptychair.scorecard.words import number_words
from emptychair.touch.design_types import Design, DesignState, MonthValue, OwnSource
from emptychair.touch.figure_source import aim_of, unit_of
from emptychair.touch.queries.organisation import design_with_id, designs_of, versions_of
from emptychair.touch.queries.own_kpi import own_kpi_months
from emptychair.touch.rules.design import months_until
from emptychair.touch.services.organisation import enter_reading, start_design
from emptychair.web.touch.design_lines import step_lines
from emptychair.web.ui.parts import render_page

TONES = {DesignState.DRAFT: "wait", DesignState.LIVE: "good", DesignState.REPLACED: "quiet"}


class StartForm(forms.Form):
    """What it is called, and for whom."""

    name = forms.CharField(label=gettext_lazy("Name of the team or product"), max_length=120)
    segment = forms.CharField(
        label=gettext_lazy("For which segment"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("The segment word of the customers; empty: for all."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: HttpRequest) -> HttpResponse:
    """All designs, and a form that begins one."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    form = StartForm(request.POST or None)
    if request.method == "POST":
        access.require(Permission.PROGRAMME_MANAGE)
        if form.is_valid():
            made = start_design(access, **form.cleaned_data)
            return redirect("organisation-step", made.pk, 1)
    context = {
        "designs": [(one, TONES[one.state]) for one in designs_of(access)],
        "form": form,
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
    }
    return render_page(request, "touch/organisations.html", context)


@require_safe
def organisation(request: HttpRequest, design_id: int) -> HttpResponse:
    """The six steps on one page, fit for printing; its number below, once it is measured."""
    access = access_from(request)
    design = design_with_id(access, design_id)
    months = own_kpi_months(access, design, months_until(timezone.now()))
    is_live = design.state == DesignState.LIVE
    context: dict[str, Any] = {
        "design": design,
        "tone": TONES[design.state],
        "lines": step_lines(design),
        "versions": versions_of(access, design.series),
        "months": _month_lines(access, design, months) if is_live else [],
        "stands": _stands(access, design, months) if is_live else "",
        "is_live": is_live,
        "is_entered": design.said(5, "own_source") == OwnSource.ENTERED,
        "month_choices": [(f"{one.month:%Y-%m}", month_words(one.month)) for one in months[::-1]],
        "drafted": _drafted(versions_of(access, design.series)),
        "may_manage": access.may(Permission.PROGRAMME_MANAGE),
        "may_read": access.may(Permission.CUSTOMER_WRITE),
        "may_export": access.may(Permission.DATA_EXPORT),
    }
    return render_page(request, "touch/organisation.html", context)


@require_POST
def read(request: HttpRequest, design_id: int) -> HttpResponse:
    """Enter our own KPI of one month."""
    access = access_from(request)
    design = design_with_id(access, design_id)
    try:
        value, month = _value(request.POST.get("value", "")), _month(request.POST.get("month", ""))
        enter_reading(access, design.series, month=month, value=value, now=timezone.now())
    except Invalid as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kept. It stands on the scorecard, too."))
    return redirect("organisation", design_id)


def _stands(access: Access, design: Design, months: list[MonthValue]) -> str:
    """The newest month that was read, beside where it should be."""
    newest = next((one for one in reversed(months) if one.value is not None), None)
    target = design.said(6, "target")
    if newest is None or newest.value is None or not target:
        return ""
    aim = aim_of(design)
    words = {
        "month": month_words(newest.month),
        "value": _in_unit(access, design, newest.value),
        "target": _in_unit(access, design, aim[0]) if aim else target,
        "day": day_words(aim[1]) if aim else "",
    }
    if aim:
        return _("%(month)s: %(value)s. It should be %(target)s by %(day)s.") % words
    return _("%(month)s: %(value)s. It should be %(target)s.") % words


def _month_lines(
    access: Access, design: Design, months: list[MonthValue]
) -> list[tuple[MonthValue, str, str]]:
    return [
        (one, month_words(one.month), _in_unit(access, design, one.value))
        for one in reversed(months)
    ]


def _in_unit(access: Access, design: Design, value: float | None) -> str:
    return number_words(unit_of(design), value, currency=access.workspace.currency)


def _drafted(versions: list[Design]) -> Design | None:
    return next((one for one in versions if one.state == DesignState.DRAFT), None)


def _value(text: str) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        raise Invalid(_("Write the value as a number.")) from None


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Invalid(_("Write a month as 2026-10.")) from None
