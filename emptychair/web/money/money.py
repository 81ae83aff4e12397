"""Score and money: what customers did after they answered."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.metrics.money_pictures import (
    curves_picture,
    groups_picture,
    segments_heading,
    segments_picture,
)
from emptychair.metrics.money_types import WINDOWS, MoneyFigures, OutcomeLink
from emptychair.metrics.money_words import (
    beside_words,
    group_words,
    hazard_sentence,
    link_sentence,
    outcome_words,
    point_sentence,
    value_words,
)
from emptychair.metrics.queries.money import money_question, score_and_money
from emptychair.metrics.words import period_words
from emptychair.web.money.files import KINDS, Line, as_file
from emptychair.web.ui.parts import render_page


@require_safe
def money(request: HttpRequest) -> HttpResponse:
    """Retention, repurchase and revenue by earlier score, with what a point goes along with."""
    access, figures = _figures(request)
    context = {
        **_shown(figures),
        "windows": _windows(figures),
        "curves": curves_picture(figures),
        "hazard": hazard_sentence(figures),
        "period_words": period_words(figures.question.period),
        "may_read": access.may(Permission.VOICE_READ),
        "may_export": access.may(Permission.DATA_EXPORT) and figures.over > 0,
    }
    return render_page(request, "money/money.html", context, part="money/_money.html")


@require_safe
def small(request: HttpRequest) -> HttpResponse:
    """The same in a few lines, for where targets are set."""
    _access, figures = _figures(request)
    return render_page(request, "money/small.html", _shown(figures), part="money/_small.html")


@require_safe
def table_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The groups and the links as CSV or a workbook."""
    access, figures = _figures(request)
    access.require(Permission.DATA_EXPORT)
    if kind not in KINDS:
        raise Http404
    name = f"score-and-money-{figures.question.days}-{figures.question.today}"
    return as_file(name, _("Score and money"), list(_lines(figures)), kind)


def _figures(request: HttpRequest) -> tuple[Access, MoneyFigures]:
    access = access_from(request)
    access.require(Permission.SCORE_READ)
    text = request.GET.get("days", "")
    days = int(text) if text in {str(each) for each in WINDOWS} else 0
    return access, score_and_money(access, money_question(access, days=days, now=timezone.now()))


def _shown(figures: MoneyFigures) -> dict[str, Any]:
    return {
        "figures": figures,
        "point": point_sentence(figures),
        "outcomes": [_outcome(figures, each) for each in figures.outcomes],
        "is_told": any(each.link for each in figures.outcomes),
        "is_seen": any(each.link and each.link.is_seen for each in figures.outcomes),
        "as_of": figures.as_of,
    }


def _outcome(figures: MoneyFigures, found: OutcomeLink) -> dict[str, Any]:
    link = found.link
    return {
        "key": found.outcome,
        "words": outcome_words(found.outcome),
        "sentence": link_sentence(figures, found),
        "beside": beside_words(found),
        "n": found.n,
        "is_seen": bool(link and link.is_seen),
        "rows": [
            {
                "words": group_words(each.key),
                "n": each.n,
                "value": value_words(found.outcome, each.value, figures.currency),
                "low": value_words(found.outcome, each.low, figures.currency),
                "high": value_words(found.outcome, each.high, figures.currency),
                "has_interval": each.low is not None,
                "too_few": each.n < 30,
            }
            for each in found.groups
        ],
        "groups": groups_picture(figures, found),
        "segments": segments_picture(figures, found),
        "segments_heading": segments_heading(found),
    }


def _windows(figures: MoneyFigures) -> list[dict[str, Any]]:
    return [
        {
            "words": ngettext("%(days)s day after", "%(days)s days after", days) % {"days": days},
            "address": f"{reverse('money')}?days={days}",
            "chosen": days == figures.question.days,
        }
        for days in WINDOWS
    ]


def _lines(figures: MoneyFigures) -> Iterator[Line]:
    yield (
        *(_("Outcome"), _("Earlier score"), _("Customers"), _("Value"), _("Low"), _("High")),
        _("Smallest link that would be seen"),
    )
    for found in figures.outcomes:
        words = outcome_words(found.outcome)
        for each in found.groups:
            yield words, group_words(each.key), each.n, each.value, each.low, each.high, None
        links = {_("a point more"): found.plain, _("a point more, alike"): found.adjusted}
        for name, link in links.items():
            if link:
                yield words, name, link.n, link.slope, link.low, link.high, link.smallest
        for one in found.segments:
            link = one.link
            yield words, one.segment, link.n, link.slope, link.low, link.high, link.smallest
