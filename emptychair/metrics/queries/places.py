"""What is known of each touchpoint: its score, its months, and whether anybody listens there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.analytics.live import LiveTable, live_tables
from emptychair.kit.periods import Period, local_day
from emptychair.metrics.queries.counts import answers_now
from emptychair.metrics.queries.periods import USUAL, period_named
from emptychair.metrics.queries.scores import touchpoint_months, touchpoint_scores
from emptychair.metrics.rules.scoring import SCALES
from emptychair.metrics.rules.spans import trend_period
from emptychair.metrics.types import MonthScore, Score
from emptychair.surveys.models import Survey
from emptychair.surveys.types import SurveyState


@dataclass(frozen=True, slots=True)
class PlaceScore:
    """A touchpoint's score of the last 90 days in the metric that most answered there."""

    score: Score | None
    months: tuple[MonthScore, ...]
    answers: int  # of all metrics
    is_asked: bool  # a survey is running

    @property
    def is_heard(self) -> bool:
        """Whether anybody answered."""
        return self.answers > 0


def place_scores(
    access: Access, touchpoints: Iterable[int], *, now: datetime
) -> dict[int, PlaceScore]:
    """What is known of each of these touchpoints."""
    live = answers_now(access)
    today = local_day(now, access.workspace.zone)
    period = period_named(access, USUAL, today=today)
    metrics = _metrics_in_use(live, period)
    scores = {metric: touchpoint_scores(access, metric, period, live=live) for metric in metrics}
    months = {
        metric: touchpoint_months(access, metric, trend_period(period), live=live)
        for metric in metrics
    }
    asked = _asked(access)
    found = {}
    for place in touchpoints:
        here = {metric: by_place[place] for metric, by_place in scores.items() if place in by_place}
        best = max(here.values(), key=lambda score: score.n, default=None)
        found[place] = PlaceScore(
            score=best,
            months=months[best.metric].get(place, ()) if best else (),
            answers=sum(score.n for score in here.values()),
            is_asked=place in asked,
        )
    return found


def _metrics_in_use(live: LiveTable, period: Period) -> list[str]:
    rows = live_tables().fetch(
        live,
        ("metrics", period.first, period.end),
        lambda answers: (
            answers.filter(
                answers.day >= period.first, answers.day < period.end, answers.is_counted
            )
            .select("metric")
            .distinct()
        ),
    )
    used = {row["metric"] for row in rows}
    return [metric for metric in SCALES if metric in used]


def _asked(access: Access) -> set[int]:
    """Touchpoints about which a survey is running."""
    running = Survey.objects.visible_to(access).filter(
        state=SurveyState.RUNNING, touchpoint__isnull=False
    )
    return {place for place in running.values_list("touchpoint_id", flat=True) if place}
