"""How good the forecast was: what was kept week by week, and what it would have been before."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.charts import signed
from emptychair.http.access import access_from
from emptychair.renewals.queries.accuracy import ACCURACY_LEADS, Judged, accuracy_counted
from emptychair.renewals.queries.stored import report_of, weeks_of
from emptychair.renewals.types import ReportKind
from emptychair.web.renewals.drawing import calibration_of
from emptychair.web.ui.parts import render_page
from emptychair.web.ui.words import from_to


@require_safe
def accuracy(request: HttpRequest) -> HttpResponse:
    """Model and members side by side."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    asked = request.GET.get("lead", "30")
    lead = int(asked) if asked in {str(one) for one in ACCURACY_LEADS} else 30
    found, as_of = accuracy_counted(access, lead=lead)
    model = next(iter(found), None)
    tried = report_of(access, ReportKind.BACKTEST)
    context = {
        "lead": lead,
        "leads": ACCURACY_LEADS,
        "rows": [_shown(one) for one in found],
        "as_of": as_of,
        "chart": calibration_of(model.told["rows"]) if model and model.told else None,
        "weeks": weeks_of(access),
        "tried": [_tried(period, body) for period, body in (tried.body if tried else {}).items()],
        "tried_as_of": tried.as_of if tried else None,
    }
    return render_page(request, "renewals/accuracy.html", context)


def _shown(one: Judged) -> dict[str, Any]:
    names = {"": _("The model, from your own past"), "members": _("Members together")}
    told = one.told
    return {
        "who": names.get(one.who, one.who),
        "n": one.n,
        "score": _number(told["score"]) if told else "",
        "between": from_to(_number(told["low"]), _number(told["high"])) if told else "",
        "usual": _number(told["usual"]) if told else "",
        "skill": _skill(told["skill"]) if told else "",
        "gap": _gap(one.gap),
    }


def _tried(period: str, body: dict[str, Any]) -> dict[str, Any]:
    words = {"year": _("Contracts by the year"), "month": _("Contracts by the month")}
    told = body if "score" in body else None
    return {
        "period": words.get(period, period),
        "n": body["n"],
        "told": told,
        "score": _number(body["score"]) if told else "",
        "usual": _number(body["usual"]) if told else "",
        "skill": _skill(body["skill"]) if told else "",
        "gap": _gap(body.get("gap")),
        "chart": calibration_of(body["rows"]) if told else None,
    }


def _number(value: float) -> str:
    return f"{value:.3f}"


def _skill(value: float | None) -> str:
    return "–" if value is None else f"{signed(100 * value)}%"


def _gap(gap: dict[str, Any] | None) -> str:
    if not gap:
        return ""
    low, high = gap["low"], gap["high"]
    words = f"{signed(gap['gap'], 3)} ({signed(low, 3)} … {signed(high, 3)})"
    if high < 0:
        return _("better: %(gap)s") % {"gap": words}
    if low > 0:
        return _("worse: %(gap)s") % {"gap": words}
    return _("not told apart: %(gap)s") % {"gap": words}
