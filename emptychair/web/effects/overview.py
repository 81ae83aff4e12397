"""Did it help? All effects side by side."""

import csv
import io
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.effects.queries.overview import (
    BY_ESTIMATE,
    ORDERS,
    effect_rows,
    effect_tally,
    effects_of,
)
from emptychair.effects.types import Decision, Design, EffectRow, Sizes, Standing, Tally
from emptychair.http.access import access_from
from emptychair.kit.periods import local_day
from emptychair.surveys.types import Metric
from emptychair.web.effects.drawing import change_words, size_words
from emptychair.web.effects.held_out import safe_cell
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

TONES: Final = {"helped": "good", "not": "bad", "unknown": "wait", "due": "wait", "running": ""}
ORDER_WORDS: Final = {
    "newest": gettext_lazy("Latest day of the verdict"),
    "oldest": gettext_lazy("Earliest day of the verdict"),
    "largest": gettext_lazy("Largest effect"),
    "smallest": gettext_lazy("Smallest effect"),
    "title": gettext_lazy("Title"),
}
MOST_IN_A_FILE = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    standing: str
    text: str
    order: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """Unknown words count as none."""
        standing, order = request.GET.get("verdict", ""), request.GET.get("sort", "")
        return cls(
            standing if standing in Standing.values else "",
            request.GET.get("q", "")[:200],
            order if order in ORDERS else "newest",
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its numbers in words."""

    row: EffectRow
    tone: str
    standing: str
    design: str
    estimate: str
    between: str
    smallest: str
    decision: str


@require_safe
def effects(request: HttpRequest) -> HttpResponse:
    """The list, and a fair line above it."""
    access, asked = access_from(request), Asked.of(request)
    today = local_day(timezone.now(), access.workspace.zone)
    found = effects_of(
        access, today=today, standing=asked.standing, text=asked.text, order=asked.order
    )
    page = paginate(request, found)
    tally = effect_tally(access, today=today)
    sees = access.may(Permission.SCORE_READ)
    context: dict[str, Any] = {
        "asked": asked,
        "page": page,
        "lines": [line_of(one) for one in effect_rows(access, page.items)],
        "tally": tally,
        "say": tally_words(tally),
        "sizes": [sizes_words(one) for one in tally.sizes],
        "standings": [(*one, tally.counts.get(one[0], 0)) for one in Standing.choices],
        "orders": [
            (key, words) for key, words in ORDER_WORDS.items() if sees or key not in BY_ESTIMATE
        ],
        "may_read": sees,
        "may_export": access.may(Permission.DATA_EXPORT),
        "sees_costs": access.may(Permission.CASE_READ),
    }
    return render_page(request, "effects/effects.html", context, part="effects/_effects.html")


@require_safe
def effects_file(request: HttpRequest) -> HttpResponse:
    """The same list as a file; a spreadsheet opens it without harm."""
    access, asked = access_from(request), Asked.of(request)
    access.require(Permission.DATA_EXPORT)
    today = local_day(timezone.now(), access.workspace.zone)
    found = effects_of(
        access, today=today, standing=asked.standing, text=asked.text, order=asked.order
    )
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_headings())
    for row in effect_rows(access, found[:MOST_IN_A_FILE]):
        writer.writerow([safe_cell(cell) for cell in _cells(row)])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="effects.csv"'
    return answer


def line_of(row: EffectRow) -> Line:
    """A row as the page shows it."""
    known = row.estimate is not None and row.low is not None and row.high is not None
    between = ""
    if row.low is not None and row.high is not None:
        between = _("%(low)s to %(high)s") % {
            "low": change_words(row.low, row.metric),
            "high": change_words(row.high, row.metric),
        }
    return Line(
        row,
        TONES[row.standing],
        str(Standing(row.standing).label),
        str(Design(row.design).label),
        change_words(row.estimate or 0.0, row.metric) if known else "",
        between,
        size_words(row.smallest, row.metric),
        str(Decision(row.decision).label) if row.decision else "",
    )


def tally_words(tally: Tally) -> str:
    """How many helped, and how many cannot be told: the failures beside the wins."""
    counts = {name: tally.counts.get(name, 0) for name in Standing.values}
    if not tally.judged:
        return _("Of none has it been decided yet whether it helped.")
    return _(
        "Of %(judged)s that were judged, %(helped)s helped, %(not)s did not, and of %(unknown)s it "
        "cannot be told."
    ) % (counts | {"judged": tally.judged})


def sizes_words(sizes: Sizes) -> str:
    """How small an effect the designs of a metric could see."""
    least, most = (size_words(one, sizes.metric) for one in (sizes.least, sizes.most))
    metric = str(Metric(sizes.metric).label)
    if least == most:
        return _("%(metric)s: %(least)s") % {"metric": metric, "least": least}
    return _("%(metric)s: %(least)s to %(most)s") % {
        "metric": metric,
        "least": least,
        "most": most,
    }


def _headings() -> list[str]:
    return [
        _("Number"),
        _("Title"),
        _("Metric"),
        _("How it was to be known"),
        _("Customers get it from"),
        _("Day of the verdict"),
        _("Did it help?"),
        pgettext("effect", "Effect"),
        pgettext("effect", "From"),
        pgettext("effect", "To"),
        _("Would likely see"),
        _("Minutes of work"),
        _("Money"),
        _("Currency"),
        _("What we do"),
        _("Why"),
        pgettext("effect", "Decided by"),
        pgettext("effect", "Decided on"),
    ]


def _cells(row: EffectRow) -> list[object]:
    cost = row.cost
    return [
        row.number,
        row.title,
        str(Metric(row.metric).label),
        str(Design(row.design).label),
        row.starts_on,
        row.ends_on,
        str(Standing(row.standing).label),
        *(None if one is None else round(one, 3) for one in (row.estimate, row.low, row.high)),
        None if row.smallest is None else round(row.smallest, 3),
        cost.minutes if cost else None,
        cost.money if cost else None,
        cost.currency if cost and cost.money is not None else None,
        str(Decision(row.decision).label) if row.decision else "",
        row.note,
        row.decided_by,
        f"{row.decided_at:%Y-%m-%d}" if row.decided_at else "",
    ]
