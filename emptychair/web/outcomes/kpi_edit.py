"""Agreeing on a KPI, and changing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.kit.errors import NotFound, ProductError
from emptychair.kit.periods import local_day
from emptychair.outcomes.guide import job_with
from emptychair.outcomes.queries.interviews import interview_with_id
from emptychair.outcomes.queries.kpis import customer_name, kpi_with_id
from emptychair.outcomes.services.kpis import agree_kpi, change_kpi
from emptychair.outcomes.types import Source
from emptychair.web.outcomes.forms import KpiForm, initial_of
from emptychair.web.outcomes.whose import Whose, outcome_address, whose_from
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.typed import row_number


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A KPI of one customer, with what the conversation proposed."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    whose = whose_from(request, access)
    interview = _interview(request, access)
    initial = _proposed(access, interview)
    form = KpiForm(request.POST or None, access=access, initial=initial, **whose)
    if request.method == "POST" and form.is_valid():
        try:
            kpi, _new = agree_kpi(
                access, form.agreed(), interview=interview, now=timezone.now(), **whose
            )
        except ProductError as refusal:
            form.add_error(None, str(refusal))
        else:
            if kpi.source == Source.PROXY and not kpi.event_name:
                messages.success(request, _("Agreed. Now choose what is counted."))
                return redirect("kpi-proxy", kpi.pk)
            messages.success(request, _("Agreed. Enter where it stands."))
            return redirect("kpi", kpi.pk)
    context = {
        "form": form,
        "customer": customer_name(access, whose["company"], whose["person"]),
        "back": outcome_address(whose),
    }
    return render_page(request, "outcomes/kpi_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, kpi_id: int) -> HttpResponse:
    """Change what is said of it; another start or target is kept beside the old one."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_WRITE)
    found = kpi_with_id(access, kpi_id)
    whose = Whose(company=found.company, person=found.person)
    form = KpiForm(request.POST or None, access=access, initial=initial_of(found), **whose)
    if request.method == "POST" and form.is_valid():
        try:
            change_kpi(access, found, form.agreed(found), now=timezone.now())
        except ProductError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("kpi", kpi_id)
    context = {
        "form": form,
        "kpi": found,
        "customer": customer_name(access, found.company, found.person),
        "back": outcome_address(whose),
    }
    return render_page(request, "outcomes/kpi_form.html", context)


def _interview(request: HttpRequest, access: Access) -> Any:
    number = row_number(request.GET.get("conversation", ""))
    try:
        return interview_with_id(access, number) if number else None
    except NotFound:
        return None


def _proposed(access: Access, interview: Any) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "start_on": local_day(timezone.now(), access.workspace.zone),
        "owner_id": access.user_id,
        "source": Source.TOLD.value,
    }
    job = job_with(interview.job_code) if interview is not None else None
    if job is None:
        return initial
    return {**initial, "name": str(job.kpi), "unit": str(job.unit), "direction": job.direction}
