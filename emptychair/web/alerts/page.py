"""All alerts, and one of them: what changed, the voices, what else moved, what to do."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.alerts.queries.alerts import alert_rows, alert_with_id, row_of
from emptychair.alerts.queries.attached import attached_voices
from emptychair.alerts.queries.moved import Moved, alerts_near, what_moved
from emptychair.alerts.queries.pictures import picture_of
from emptychair.alerts.queries.rules import rule_of
from emptychair.alerts.types import AlertRow, AlertState
from emptychair.alerts.words import sentence_words, title_words
from emptychair.charts import signed_tenths
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.metrics.rules.scoring import sign_of
from emptychair.voice.types import Voice
from emptychair.web.alerts.drawing import drawn
from emptychair.web.alerts.forms import DismissForm, ImproveForm
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from django import forms

    from emptychair.alerts.models import Alert

TONES = {1: "good", 0: "quiet", -1: "bad"}


@dataclass(frozen=True, slots=True)
class Shown:
    """An alert with its words."""

    row: AlertRow
    title: str
    sentence: str
    state: str
    tone: str


@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """Those that wait, and those that were decided."""
    access = access_from(request)
    past = request.GET.get("show") == "past"
    rows = alert_rows(access, waiting=not past, limit=500)
    page = paginate(request, rows, per_page=30)
    context = {
        "rows": [shown_alert(one) for one in page],
        "page": page,
        "past": past,
        "rule": rule_of(access),
        "may_set": access.may(Permission.PROGRAMME_MANAGE),
    }
    return render_page(request, "alerts/alerts.html", context)


@require_safe
def alert(request: HttpRequest, alert_id: int) -> HttpResponse:
    """One alert."""
    access = access_from(request)
    return alert_page(request, access, alert_with_id(access, alert_id))


def alert_page(
    request: HttpRequest,
    access: Access,
    found: "Alert",
    form: "forms.Form | None" = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The page, perhaps with a form that was refused."""
    now = timezone.now()
    today = local_day(now, access.workspace.zone)
    row = row_of(access, found)
    voices = attached_voices(access, row.response_ids)
    context = {
        "alert": shown_alert(row),
        "chart": drawn(picture_of(access, found, today=today), row),
        "voices": [(one, _tone(one)) for one in voices],
        "voices_address": _voices_address(access, row, today),
        "moved": [_moved_words(one) for one in _moved(access, found, now, today)],
        "near": [shown_alert(one) for one in alerts_near(access, row)],
        "improve": form
        if isinstance(form, ImproveForm)
        else ImproveForm(initial=_usual(found, row, today), access=access),
        "dismiss": form if isinstance(form, DismissForm) else DismissForm(),
        "may_decide": access.may(Permission.CASE_WRITE),
        "may_improve": access.may(Permission.INITIATIVE_WRITE),
        "cases": sum(one.person_id is not None and not one.case_number for one in voices),
    }
    return render_page(request, "alerts/alert.html", context, status=status)


def _usual(found: "Alert", row: AlertRow, today: date) -> dict[str, Any]:
    """By whom it was told to, within a month."""
    due_on = today + timedelta(days=30)
    return {"title": _win_back(row), "owner": found.owner_id, "due_on": due_on}


def _win_back(row: AlertRow) -> str:
    return _("Win back what %(figure)s lost") % {"figure": row.place}


def shown_alert(row: AlertRow) -> Shown:
    """With its words in the language of the moment."""
    tone = "" if not row.waits else "good" if row.is_good else "bad"
    state = str(AlertState(row.state).label)
    return Shown(row, title_words(row), sentence_words(row), state, tone)


def _moved(access: Access, found: "Alert", now: datetime, today: date) -> list[Moved]:
    return what_moved(access, found, now=now, today=today)


def _moved_words(one: Moved) -> str:
    names = {
        "touchpoint": _("touchpoint"),
        "segment": _("segment"),
        "language": _("language"),
        "channel": _("channel"),
    }
    facts = {
        "dimension": names[one.dimension],
        "mix": signed_tenths(one.mix.mix),
        "rate": signed_tenths(one.mix.rate),
    }
    if one.is_mostly_mix:
        return (
            _("By %(dimension)s: mostly others answered (%(mix)s), less lower scores (%(rate)s).")
            % facts
        )
    return (
        _("By %(dimension)s: the same ones scored otherwise (%(rate)s); others answering: %(mix)s.")
        % facts
    )


def _tone(voice: Voice) -> str:
    return "quiet" if voice.score is None else TONES[sign_of(voice.metric, voice.score)]


def _voices_address(access: Access, row: AlertRow, today: date) -> str:
    if not access.may(Permission.VOICE_READ):
        return ""
    asked = {"period": f"{row.since}..{today}"}
    if row.metric:
        asked["metric"] = row.metric
    if row.touchpoint_id:
        asked["touchpoint"] = str(row.touchpoint_id)
    if row.segment:
        asked["segment"] = row.segment
    return f"{reverse('voices')}?{urlencode(asked)}"
