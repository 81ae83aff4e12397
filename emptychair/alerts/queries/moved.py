"""What else moved: who answered, or how they scored."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.alerts.models import Alert
from emptychair.alerts.queries.alerts import alert_rows
from emptychair.alerts.rules.changes import REFERENCE_DAYS
from emptychair.alerts.types import AlertRow
from emptychair.kit.periods import Period
from emptychair.metrics.queries.scores import score_figures
from emptychair.metrics.types import Dimension, Mix, ScoreQuestion

NEAR = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Moved:
    """A change split by one dimension; the larger half says what it was."""

    dimension: Dimension
    mix: Mix

    @property
    def is_mostly_mix(self) -> bool:
        """Others answered, rather than the same kinds scoring otherwise."""
        return abs(self.mix.mix) > abs(self.mix.rate)


def what_moved(access: Access, alert: Alert, *, now: datetime, today: date) -> list[Moved]:
    """For a changed NPS: by touchpoint, segment, language and channel, where there are several."""
    if alert.kind != "score" or alert.metric != "nps" or alert.since >= today:
        return []
    question = ScoreQuestion(
        metric=alert.metric,
        period=Period(alert.since, today),
        touchpoint_id=alert.touchpoint_id,
        segment=alert.place if alert.place_kind == "segment" else "",
        which="all",
        against=Period(alert.since - timedelta(days=REFERENCE_DAYS), alert.since),
    )
    figures = score_figures(access, question, now=now)
    return [Moved(dimension, mix) for dimension, mix in figures.mix.items()]


def alerts_near(access: Access, row: AlertRow) -> list[AlertRow]:
    """What was told about the same place, or in the same weeks."""
    return [
        one
        for one in alert_rows(access, limit=200)
        if one.id != row.id
        and (one.place == row.place or abs(one.since - row.since) <= NEAR)
        and not one.is_good
    ][:5]
