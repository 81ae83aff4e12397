"""What is done about an alert."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.alerts.queries.alerts import alert_with_id
from emptychair.alerts.services.deciding import improve, open_cases, set_state
from emptychair.alerts.types import AlertState
from emptychair.http.access import access_from
from emptychair.web.alerts.forms import DismissForm, ImproveForm
from emptychair.web.alerts.page import alert_page
from emptychair.web.ui.choices import chosen_user


@require_POST
def act_on(request: HttpRequest, alert_id: int, act: str) -> HttpResponse:
    """An improvement, cases, known, seen, or open again."""
    access = access_from(request)
    access.require(Permission.CASE_WRITE)
    acts = {"improve": _improve, "cases": _cases, "dismiss": _dismiss}
    if act in acts:
        return acts[act](request, access, alert_id)
    states = {"seen": AlertState.SEEN, "reopen": AlertState.OPEN}
    if act not in states:
        raise Http404
    row = alert_with_id(access, alert_id)
    set_state(access, row, state=states[act].value, now=timezone.now())
    told = _("It is open again.") if act == "reopen" else _("Noted: somebody looks after it.")
    messages.success(request, told)
    return redirect("alert", alert_id)


def _improve(request: HttpRequest, access: Access, alert_id: int) -> HttpResponse:
    row, form = alert_with_id(access, alert_id), ImproveForm(request.POST, access=access)
    if not form.is_valid():
        return alert_page(request, access, row, form, status=422)
    given = form.cleaned_data
    owner = chosen_user(access, given["owner"])
    made = improve(
        access, row, title=given["title"], now=timezone.now(), owner=owner, due_on=given["due_on"]
    )
    told = _("The improvement is there.")
    missing = _("The improvement is there. Say who does it and by when.")
    messages.success(request, told if owner and given["due_on"] else missing)
    return redirect("initiative", made.number)


def _cases(request: HttpRequest, access: Access, alert_id: int) -> HttpResponse:
    made = open_cases(access, alert_with_id(access, alert_id), now=timezone.now())
    told = ngettext("%(n)s case is open.", "%(n)s cases are open.", made) % {"n": made}
    messages.success(request, told if made else _("Each of them has a case already."))
    return redirect("alert", alert_id)


def _dismiss(request: HttpRequest, access: Access, alert_id: int) -> HttpResponse:
    row, form = alert_with_id(access, alert_id), DismissForm(request.POST)
    if not form.is_valid():
        return alert_page(request, access, row, form, status=422)
    state, reason = AlertState.DISMISSED.value, form.cleaned_data["reason"]
    set_state(access, row, state=state, reason=reason, now=timezone.now())
    undo = reverse("alert-act", args=[alert_id, "reopen"])
    messages.success(request, _("Noted as known."), extra_tags=f"undo:{undo}")
    return redirect("alerts")
