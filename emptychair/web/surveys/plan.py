"""Over all surveys: whom one could ask now, whom from when on, and what is coming anyway."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emptychair.accounts.permissions import Permission
from emptychair.http.access import access_from
from emptychair.surveys.queries import asked_rows
from emptychair.surveys.reasons import reason_label
from emptychair.surveys.services.simulation import (
    ComingRow,
    Simulation,
    coming_asks,
    simulate_everybody,
)
from emptychair.web.ui.lists import paginate
from emptychair.web.ui.parts import render_page

if TYPE_CHECKING:
    from datetime import date


QUICKLY = 2_000  # of more people a sample stands for all, until somebody asks for everybody


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week: who becomes free, and what the surveys are going to ask."""

    first: "date"
    free: int
    asks: tuple[int, ...]

    @property
    def whole(self) -> int:
        """What all surveys ask together."""
        return sum(self.asks)


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The rule over everybody, with the people of each reason, and the next weeks."""
    access = access_from(request)
    access.require(Permission.SURVEY_SEND)
    now, reason = timezone.now(), request.GET.get("reason", "")
    found = simulate_everybody(access, now=now, at_most=judged_at_most(request))
    coming = coming_asks(access, now=now)
    page = paginate(request, [one for one in found.rows if reason and one.reason == reason])
    context = {
        "result": found,
        "reasons": counted(found.reasons),
        "reason": reason,
        "reason_words": reason_label(reason) if reason else "",
        "page": page,
        "rows": asked_rows(access, page.items),
        "is_dry_run": True,
        "coming": coming,
        "weeks": week_rows(found, coming),
    }
    return render_page(request, "surveys/plan.html", context)


def judged_at_most(request: HttpRequest) -> int | None:
    """How many are judged for one page, so that it comes quickly; all of them where one asks."""
    return None if request.GET.get("all") else QUICKLY


def week_rows(found: Simulation, coming: list[ComingRow]) -> list[WeekRow]:
    """Week by week; each survey in the same place of every row."""
    return [
        WeekRow(first, free, tuple(row.weeks[number] for row in coming))
        for number, (first, free) in enumerate(found.weeks)
    ]


def counted(reasons: dict[str, int]) -> list[tuple[str, str, int]]:
    """Asked first, then the reasons against it, the most frequent first."""
    ordered = sorted(reasons.items(), key=lambda one: (one[0] != "allowed", -one[1]))
    return [(code, reason_label(code), count) for code, count in ordered]
