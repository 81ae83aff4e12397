"""The quadrant: outcome and experience side by side, never one number; the unknown apart."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.charts import (
    Chart,
    QuadrantLabels,
    QuadrantPoint,
    Tone,
    in_two_widths,
    quadrant,
)
from emptychair.http.access import access_from
from emptychair.success.queries.listing import (
    RiskFilters,
    customers_by_quadrant,
    last_look,
    quadrant_counts,
)
from emptychair.success.types import Quadrant
from emptychair.web.success.lines import TONES, Line, line_of
from emptychair.web.success.listing import filters_of, rights_of
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

DRAWN = 40
PER_PAGE = 25
ADVICE: dict[str, str | Promise] = {
    "both": gettext_lazy("Ask what made it work, and whether they would tell others."),
    "fragile": gettext_lazy(
        "They reach what they want in spite of us. Put the way right before somebody offers it "
        "with less trouble."
    ),
    "loved": gettext_lazy(
        "They like us and get little of it. Agree on their KPI and a plan, before somebody asks "
        "what it is for."
    ),
    "neither": gettext_lazy("Call today: first listen, then one promise that we can keep."),
    "unknown": gettext_lazy(
        "Nobody knows, which is not good. Ask for a score, ask for their KPI, connect their use."
    ),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One of the five places."""

    code: str
    label: str
    advice: str
    tone: str
    customers: int
    worth: float


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Where everybody stands, what to do in each place, and the customers of one."""
    access = access_from(request)
    access.require(Permission.CUSTOMER_READ)
    asked = request.GET.get("place", "")
    chosen = asked if asked in Quadrant.values else ""
    given = filters_of(access, request)
    filters = RiskFilters(text=given.text, kind=given.kind, owner_id=given.owner_id,
                          quadrant=chosen)  # fmt: skip
    listed = customers_by_quadrant(access, filters)
    page = paginate(request, listed, per_page=PER_PAGE)
    dearest = listed.both_known()[:DRAWN]
    counts = quadrant_counts(access)
    context = {
        "places": [
            Place(one, str(Quadrant(one).label), str(ADVICE[one]), TONES[one], *counts[one])
            for one in Quadrant.values
        ],
        "chosen": chosen,
        "chosen_words": Quadrant(chosen).label if chosen else "",
        "filters": filters,
        "page": page,
        "lines": [line_of(row) for row in page],
        "looked": last_look(access),
        "chart": drawn([line_of(row) for row in dearest]),
        **rights_of(access),
    }
    return render_page(request, "success/health.html", context, part="success/_health.html")


def drawn(lines: list[Line]) -> Chart | None:
    """The most valuable of whom both halves are known."""
    points = [point for line in lines if (point := _point(line)) is not None]
    if not points:
        return None
    labels = QuadrantLabels(
        row=_("Customer"),
        x=pgettext("of a customer", "Outcome"),
        y=_("Experience"),
        interval=_("Range"),
        between=_("{low} to {high}"),
        note=_("Share of inputs known"),
        corners=(
            str(Quadrant.LOVED.label), str(Quadrant.BOTH.label),
            str(Quadrant.NEITHER.label), str(Quadrant.FRAGILE.label),
        ),
        good=_("both good"),
        bad=_("both bad"),
        quiet=_("one of them"),
    )  # fmt: skip
    return in_two_widths(
        lambda width: quadrant(
            points,
            (50.0, 50.0),
            title=_("Outcome and experience"),
            description=_("The most valuable customers of whom both halves are known."),
            labels=labels,
            width=width,
        )
    )


def _point(line: Line) -> QuadrantPoint | None:
    row = line.row
    if row.outcome is None or row.experience is None:
        return None
    tone: Tone = "good" if row.quadrant == "both" else "bad"
    if row.quadrant not in {"both", "neither"}:
        tone = "quiet"
    note = _("outcome %(first)s%%, experience %(second)s%%") % {
        "first": round(100 * row.outcome_confidence),
        "second": round(100 * row.experience_confidence),
    }
    x, y = (row.outcome,) * 3, (row.experience,) * 3
    return QuadrantPoint(row.name, x, y, tone, note, line.address)
