"""What is told, to whom, and what it would have been in the last twelve months."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from emptychair.accounts.permissions import Permission
from emptychair.alerts.queries.dry import dry_lines
from emptychair.alerts.queries.rules import rule_of
from emptychair.alerts.rules.budget import FAMILY
from emptychair.alerts.services.rules import ask_for_dry_run, change_rule
from emptychair.alerts.types import Kind, RuleRow
from emptychair.http.access import access_from
from emptychair.web.alerts.forms import SettingsForm
from emptychair.web.ui.parts import render_page


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """Read and set it."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    rule = rule_of(access)
    form = SettingsForm(request.POST or None, initial=_initial(rule))
    form.offer(access, rule)
    if request.method == "POST" and form.is_valid():
        change_rule(access, **form.changes())
        ask_for_dry_run(access)
        messages.success(request, _("Saved. The last twelve months are counted anew."))
        return redirect("alert-settings")
    counted = rule.dry_run.get("counted_on")
    context = {
        "form": form,
        "percent": round(100 * FAMILY),
        "lines": dry_lines(access, rule),
        "count": rule.dry_run.get("count", 0),
        "counted_on": date.fromisoformat(counted) if counted else None,
    }
    return render_page(request, "alerts/settings.html", context)


@require_POST
def dry_run(request: HttpRequest) -> HttpResponse:
    """Count the last twelve months anew."""
    access = access_from(request)
    ask_for_dry_run(access)
    messages.success(request, _("The last twelve months are being counted. Look again shortly."))
    return redirect("alert-settings")


def _initial(rule: RuleRow) -> dict[str, Any]:
    return {
        "is_on": rule.is_on,
        "kinds": sorted(set(Kind.values) - set(rule.switched_off)),
        "interest": rule.interest,
        "good_too": rule.good_too,
        "told_to_id": rule.told_to_id,
        "quiet": list(rule.quiet),
    }
