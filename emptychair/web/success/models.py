"""Back-tests: what was judged, how it did, and what may be switched on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emptychair.accounts.permissions import Permission
from emptychair.charts import percent, plain, signed
from emptychair.http.access import access_from
from emptychair.jobs import enqueue
from emptychair.kit.errors import Conflict
from emptychair.success.queries.models import (
    live_model,
    model_versions,
    model_with_id,
    newest_back_test,
    passed_unswitched,
)
from emptychair.success.services.switching import note_demotion, switch_off, switch_on
from emptychair.success.types import ModelState, Ranking
from emptychair.success.verdicts import refusal_words, segment_words, stage_words, verdict_words
from emptychair.web.success.listing import rights_of
from emptychair.web.success.rates import promise_kept, rate_rows
from emptychair.web.success.splitting import choice_rows
from emptychair.web.ui.parts import render_page

TONES = {"live": "good", "passed": "wait", "demoted": "bad"}


@dataclass(frozen=True, slots=True)
class RankingRow:
    """One ranking of a back-test, in words."""

    label: str
    area: str
    area_range: str
    precise: str
    precise_range: str
    lift: str
    lift_range: str
    recall: str
    recall_range: str
    lead: str
    slope: str
    slope_range: str
    ratio: str
    ratio_range: str
    passed: bool
    verdict: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version."""

    id: int
    number: int
    label: str
    state: str
    state_words: str
    tone: str
    tested: Any
    live_at: Any
    live_by: str
    ended_at: Any
    is_new: bool


@require_safe
def models(request: HttpRequest) -> HttpResponse:
    """The last back-test and all versions."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    test, live = newest_back_test(access), live_model(access)
    context: dict[str, Any] = {
        "test": test,
        "live": live,
        "kept": promise_kept(live.judged) if live else None,
        "live_words": Ranking(live.kind).label if live else "",
        "able": passed_unswitched(access),
        "refusal": refusal_words(test.refusal, test.facts) if test and test.refusal else "",
        "judged": _judged_days(test.facts) if test else None,
        "rankings": [ranking_row(one) for one in test.rankings] if test else [],
        "rates": rate_rows({one["code"]: one for one in test.signs}) if test else [],
        "stages": [stage_words(one) for one in test.stages] if test else [],
        "parts": [segment_words(one) for one in test.segments] if test else [],
        "drawn": test.facts.get("of_customers") if test else None,
        "choices": choice_rows(access),
        "versions": [_version(one) for one in model_versions(access)],
        **rights_of(access),
    }
    return render_page(request, "success/models.html", context)


@require_safe
def model(request: HttpRequest, model_id: int) -> HttpResponse:
    """To the page on which this version stands."""
    model_with_id(access_from(request), model_id)
    return redirect("risk-models")


@require_POST
def test(request: HttpRequest) -> HttpResponse:
    """Run a back-test, by a job."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    enqueue("success.test_workspace", workspace_id=access.workspace.pk)
    messages.success(request, _("The back-test runs. Its result stands here when it is done."))
    return redirect("risk-models")


@require_POST
def act_on(request: HttpRequest, model_id: int, act: str) -> HttpResponse:
    """Switch on, switch off, take notice."""
    access = access_from(request)
    access.require(Permission.PROGRAMME_MANAGE)
    found, now = model_with_id(access, model_id), timezone.now()
    try:
        if act == "on":
            switch_on(access, found, now=now)
            messages.success(request, _("Switched on. The list is ranked by it from now on."))
        elif act == "off":
            switch_off(access, found, now=now)
            messages.success(request, _("Switched off. The list goes by named signs again."))
        elif act == "seen":
            note_demotion(access, found, now=now)
            messages.success(request, _("Noted."))
        else:
            raise Http404
    except Conflict as refusal:
        messages.error(request, str(refusal))
    return redirect("risk-models")


def ranking_row(one: dict[str, Any]) -> RankingRow:
    """Numbers with their intervals, and the verdict."""
    held = one["calibration"]
    return RankingRow(
        label=str(Ranking(one["name"]).label),
        area=plain(one["auc"][0], decimals=3),
        area_range=_range(one["auc"], 3),
        precise=plain(one["pr_auc"][0], decimals=3),
        precise_range=_range(one["pr_auc"], 3),
        lift=plain(one["lift"][0], decimals=1),
        lift_range=_range(one["lift"], 1),
        recall=percent(one["recall"][0]),
        recall_range=_shares(one["recall"]),
        lead="–" if one["lead_days"] is None else plain(one["lead_days"], decimals=0),
        slope=signed(held["slope"][0], decimals=2),
        slope_range=_range(held["slope"], 2),
        ratio=plain(held["ratio"][0], decimals=2),
        ratio_range=_range(held["ratio"], 2),
        passed=one["passed"],
        verdict=verdict_words(one),
    )


def _range(numbers: list[float], decimals: int) -> str:
    low, high = (plain(one, decimals=decimals) for one in numbers[1:3])
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _shares(numbers: list[float]) -> str:
    low, high = (percent(one) for one in numbers[1:3])
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def _judged_days(facts: dict[str, Any]) -> tuple[date, date] | None:
    """The first and the last day that was judged, once any was."""
    if not facts.get("judged_from"):
        return None
    return date.fromisoformat(facts["judged_from"]), date.fromisoformat(facts["judged_to"])


def _version(one: Any) -> VersionRow:
    return VersionRow(
        id=one.pk,
        number=one.version,
        label=str(Ranking(one.kind).label),
        state=one.state,
        state_words=str(ModelState(one.state).label),
        tone=TONES.get(one.state, "quiet"),
        tested=one.back_test.run_at,
        live_at=one.live_at,
        live_by=str(one.live_by or ""),
        ended_at=one.ended_at,
        is_new=one.state == ModelState.DEMOTED and one.seen_at is None,
    )
