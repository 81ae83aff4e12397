"""The rows of the page: a driver with its words and where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from emptychair.charts import percent
from emptychair.metrics.driver_types import DriverRow, Drivers
from emptychair.metrics.driver_words import (
    adds_words,
    gain_interval,
    gain_words,
    kind_sentence,
    kind_words,
    quadrant_words,
    rank_words,
    share_interval,
)
from emptychair.stats.drivers import Figure
from emptychair.web.drivers.questions import address_with
from emptychair.web.drivers.sentences import gain_sentence

KIND_TONES = {"must_have": "bad", "delighter": "good", "performance": "wait"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDriver:
    """One driver as the page shows it."""

    label: str
    share: str
    interval: str
    weight: str
    rank: str
    adds: bool
    adds_words: str
    kind: str
    kind_words: str
    kind_sentence: str
    kind_tone: str
    penalty: str
    reward: str
    low: int | None
    high: int | None
    gain: str
    gain_interval: str
    gain_sentence: str
    gain_told: bool
    performance: str
    quadrant: str
    voices: str
    start: str
    initiative: int | None


def shown_drivers(
    found: Drivers, given: Mapping[str, str], initiatives: Mapping[str, int]
) -> list[ShownDriver]:
    """All drivers, the largest share first; `initiatives` are numbers by driver."""
    return [_shown(found, row, given, initiatives.get(row.item.key)) for row in found.rows]


def voices_of(row: DriverRow, given: Mapping[str, str]) -> str:
    """Who answered this driver low."""
    return address_with(given, route="driver-voices", driver=row.item.key)


def start_address(found: Drivers, row: DriverRow) -> str:
    """A new initiative that knows why it was begun."""
    filled = {
        "driver": f"{found.question.survey_id}:{row.item.key}",
        "title": (_("Better: %(driver)s") % {"driver": row.item.label})[:200],
        "hypothesis": _hypothesis(found, row),
        "metric": found.metric,
        "touchpoint": str(row.item.touchpoint_id or found.question.touchpoint_id or ""),
    }
    return f"{reverse('initiative-new')}?{urlencode(filled)}"


def _hypothesis(found: Drivers, row: DriverRow) -> str:
    """What is expected, and of whom."""
    sentence = gain_sentence(found.metric, row)
    if not found.question.segment:
        return sentence
    return _("Segment “%(segment)s”: %(sentence)s") % {
        "segment": found.question.segment,
        "sentence": sentence,
    }


def _shown(
    found: Drivers, row: DriverRow, given: Mapping[str, str], initiative: int | None
) -> ShownDriver:
    share, contrast, gain, metric = row.share, row.contrast, row.gain, found.metric
    kind = contrast.kind if contrast else "cannot_tell"
    return ShownDriver(
        label=row.item.label,
        share=percent(share.share.value),
        interval=share_interval(share.share),
        weight=percent(share.weight.value),
        rank=rank_words(share),
        adds=share.adds,
        adds_words=adds_words(share),
        kind=kind,
        kind_words=kind_words(kind),
        kind_sentence=kind_sentence(kind),
        kind_tone=KIND_TONES.get(kind, "quiet"),
        penalty=_effect(contrast.penalty if contrast else None),
        reward=_effect(contrast.reward if contrast else None),
        low=contrast.low if contrast else None,
        high=contrast.high if contrast else None,
        gain=gain_words(metric, gain.gain.value) if gain else "",
        gain_interval=gain_interval(metric, gain.gain) if gain else "",
        gain_sentence=gain_sentence(metric, row),
        gain_told=bool(gain and gain.gain.low > 0),
        performance=f"{row.point.performance.value:.0f}" if row.point else "",
        quadrant=quadrant_words(row.point.quadrant) if row.point else "",
        voices=voices_of(row, given),
        start=start_address(found, row),
        initiative=initiative,
    )


def _effect(figure: Figure | None) -> str:
    """What low or high answers do to the score that was given."""
    if figure is None:
        return _("too few")
    value, low, high = (gain_words("nps", each) for each in (figure.value, figure.low, figure.high))
    return _("%(value)s (%(low)s to %(high)s)") % {"value": value, "low": low, "high": high}
