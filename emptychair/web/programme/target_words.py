"""What may be said about a target, in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from emptychair.metrics.queries.targets import TargetRow
from emptychair.metrics.words import interval_words, points_words, value_words, writer
from emptychair.report.wording import joined
from emptychair.surveys.types import Metric


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target as the page shows it."""

    row: TargetRow
    metric: str
    wanted: str
    now: str
    interval: str
    tone: str
    verdict: str
    noise: str


def target_lines(rows: Iterable[TargetRow]) -> list[TargetLine]:
    """Each with its verdict, and a warning where it cannot be told from noise."""
    return [target_line(row) for row in rows]


def target_line(row: TargetRow) -> TargetLine:
    """One target with its words."""
    metric = row.target.metric
    tone, verdict = {
        "reached": ("good", _("reached: the whole interval lies at or above it")),
        "not_yet": ("bad", _("not reached: the whole interval lies below it")),
        "cannot_tell": ("wait", _("cannot be told: it lies inside the interval")),
        "no_answers": ("quiet", _("no answers in the last 90 days")),
    }[row.standing]
    return TargetLine(
        row=row,
        metric=str(Metric(metric).label),
        wanted=writer(metric)(row.target.value),
        now=value_words(row.now),
        interval=interval_words(row.now),
        tone=tone,
        verdict=verdict,
        noise=noise_words(row),
    )


def noise_words(row: TargetRow) -> str:
    """A warning when the wished change is smaller than what so many answers can show."""
    power, metric = row.power, row.target.metric
    then = row.target.base_value
    if then is not None and row.target.value < then:
        facts = {"then": writer(metric)(then)}
        return _("It lies below where the score stood when it was set (%(then)s).") % facts
    if power.change is None or not power.is_noise:
        return ""
    facts = {
        "change": points_words(metric, power.change),
        "n": f"{power.answers:,}",
        "smallest": points_words(metric, power.smallest).lstrip("+") if power.smallest else "–",
    }
    if power.smallest is None:
        return _("With so few answers no change can be told from noise. Ask more people first.")
    told = (
        _(
            "The change of %(change)s that is wished for cannot be told from noise: %(n)s answers "
            "in 90 days show changes of %(smallest)s and more, four times in five."
        )
        % facts
    )
    if power.needed is None:
        return told
    needed = _("It would take about %(needed)s answers each time.") % {
        "needed": f"{power.needed:,}"
    }
    return joined(told, needed)
