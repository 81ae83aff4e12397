"""Who is heard: coverage, weights, late answers, and the largest who say nothing."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import percent, signed
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.metrics.heard_types import HEARD_DIMENSIONS, HeardFigures, HeardGroup, Weighted
from emptychair.metrics.heard_words import (
    balance_words,
    dimension_words,
    group_words,
    interval_words,
    wave_words,
)
from emptychair.metrics.queries.heard import who_is_heard
from emptychair.metrics.queries.periods import period_choices, period_named
from emptychair.metrics.words import period_words
from emptychair.web.money.files import KINDS, Line, as_file
from emptychair.web.money.unheard import never_heard
from emptychair.web.ui.parts import render_page

USUAL = "365"


@require_safe
def heard(request: HttpRequest) -> HttpResponse:
    """Whose voice the score is made of, and whose is missing."""
    access, figures = _figures(request)
    period = request.GET.get("period") or USUAL
    today = local_day(timezone.now(), access.workspace.zone)
    choices = period_choices(access, today=today)
    if period not in dict(choices):
        choices = [(period, period_words(figures.period)), *choices]
    context = {
        "figures": figures,
        "period_words": period_words(figures.period),
        "periods": [(value, words, value == period) for value, words in choices],
        "dimensions": [(one, dimension_words(one), one == figures.by) for one in HEARD_DIMENSIONS],
        "margins": [
            (one, dimension_words(one), one in figures.weighted.margins) for one in HEARD_DIMENSIONS
        ],
        "by_words": dimension_words(figures.by),
        "groups": [*(_group(figures, one) for one in figures.groups), *_nobody(figures)],
        "score": interval_words(figures.score),
        "weighted": _weighted(figures.weighted),
        "strata": _strata(figures),
        "waves": _waves(figures),
        "silent": [_silent(access, one) for one in figures.silent],
        "never": never_heard(access, now=timezone.now()),
        "may_ask": access.may(Permission.SURVEY_WRITE),
        "may_enter": access.may(Permission.CUSTOMER_WRITE),
        "may_case": access.may(Permission.CASE_WRITE),
        "may_export": access.may(Permission.DATA_EXPORT) and figures.people > 0,
        "query": request.GET.urlencode(),
    }
    return render_page(request, "money/heard.html", context, part="money/_heard.html")


@require_safe
def table_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The groups as CSV or a workbook."""
    access, figures = _figures(request)
    access.require(Permission.DATA_EXPORT)
    if kind not in KINDS:
        raise Http404
    name = f"who-is-heard-{figures.period.first}-{figures.period.last}"
    return as_file(name, _("Who is heard"), list(_lines(figures)), kind)


def _figures(request: HttpRequest) -> tuple[Access, HeardFigures]:
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    today = local_day(timezone.now(), access.workspace.zone)
    period = period_named(access, request.GET.get("period") or USUAL, today=today)
    by = next((one for one in HEARD_DIMENSIONS if one == request.GET.get("by")), "segment")
    given = request.GET.getlist("margin")
    margins = tuple(one for one in HEARD_DIMENSIONS if one in given) or ("segment", "region")
    return access, who_is_heard(access, period, by=by, margins=margins)  # type: ignore[arg-type]  # these are of the list


def _group(figures: HeardFigures, one: HeardGroup) -> dict[str, Any]:
    share = one.heard_share
    return {
        "words": group_words(figures.by, one.key),
        "people": one.people,
        "customers": share.customers if share else 0,
        "heard": percent(share.people) if share else "–",
        "value": percent(share.value) if share and share.value is not None else "–",
        "rate": percent(one.answered / one.asked) if one.asked else "–",
        "asked": one.asked,
        "score": interval_words(one.score),
        "too_few": one.score is None or one.score.n < 30,
    }


def _nobody(figures: HeardFigures) -> list[dict[str, Any]]:
    """Companies of whose people nobody is known: of no group, and yet of the total above."""
    if not figures.empty:
        return []
    return [
        {
            "words": _("Companies of whose people nobody is known"),
            "people": 0,
            "customers": figures.empty,
            "heard": percent(0),
            "value": percent(0),
            "rate": "–",
            "asked": 0,
            "score": interval_words(None),
            "too_few": True,
            "leads_to": "silent",
        }
    ]


def _weighted(found: Weighted) -> dict[str, Any]:
    refusals = {
        "few": _("Weighting needs 30 people who answered."),
        "margins": _("These groups cannot all be met by those who answered. Choose fewer."),
    }
    return {
        "words": interval_words(found.score),
        "refusal": refusals.get(found.refusal, ""),
        "effect": f"{found.design_effect:.2f}",
        "n": f"{found.score.n_eff:.0f}" if found.score else "",
        "trimmed": found.trimmed,
        "gap": percent(found.gap) if found.gap >= 0.005 else "",
    }


def _strata(figures: HeardFigures) -> dict[str, Any]:
    strata = figures.strata
    return {
        "rates": [percent(rate) for rate in strata.rates],
        "balance": [
            (balance_words(one.name), signed(one.before, 2), signed(one.after, 2), one.is_balanced)
            for one in strata.balance
        ],
        "words": interval_words(strata.score),
        "is_balanced": strata.is_balanced,
    }


def _waves(figures: HeardFigures) -> dict[str, Any]:
    if figures.late is None:
        return {}
    apart = figures.late.late_less_early
    return {
        "rows": [
            (wave_words(one.reminders), one.score.n, interval_words(one.score))
            for one in figures.late.waves
            if one.score
        ],
        "apart": interval_words(apart),
        "is_told": bool(apart and (apart.low > 0 or apart.high < 0)),
    }


def _silent(access: Access, one: Any) -> dict[str, Any]:
    return {
        "name": one.name,
        "address": reverse(one.kind, args=[one.id]),
        "enter": reverse("person-new") + "?" + urlencode({"company": one.name}),
        "whom": f"{one.kind}={one.id}",
        "value": one.value,
        "people": one.people,
        "asked": one.asked,
        "currency": access.workspace.currency,
    }


def _lines(figures: HeardFigures) -> Iterator[Line]:
    yield (
        *(dimension_words(figures.by), _("Number of people"), _("Asked"), _("Heard")),
        *(_("Customers"), _("Customers heard"), _("Share of revenue heard")),
        *("NPS", _("Low"), _("High")),
    )
    for one in figures.groups:
        share, score = one.heard_share, one.score
        yield (
            *(group_words(figures.by, one.key), one.people, one.asked, one.heard),
            *((share.customers, share.heard, share.value) if share else (None, None, None)),
            *((score.score, score.low, score.high) if score else (None, None, None)),
        )
    if figures.empty:
        words = _("Companies of whose people nobody is known")
        yield (words, 0, 0, 0, figures.empty, 0, 0.0, None, None, None)
