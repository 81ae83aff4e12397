"""The charts of what moves a score: shares with intervals, expected gains, and the map."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from emptychair.charts import (
    Chart,
    ForestLabels,
    ForestRow,
    QuadrantLabels,
    QuadrantPoint,
    Tone,
    forest,
    in_two_widths,
    percent,
    quadrant,
)
from emptychair.metrics.driver_types import DriverRow, Drivers
from emptychair.metrics.driver_words import gain_words, quadrant_words, rank_words
from emptychair.metrics.pictures import between_words

TONES: Mapping[str, Tone] = {"fix": "bad", "keep": "good"}


def shares_picture(found: Drivers) -> Chart | None:
    """Each driver's share of R², the largest first."""
    rows = [
        ForestRow(
            row.item.label,
            100 * row.share.share.value,
            100 * row.share.share.low,
            100 * row.share.share.high,
            found.n,
            "good" if row.share.adds else "quiet",
            rank_words(row.share),
        )
        for row in found.rows
    ]
    labels = ForestLabels(
        row=_("Driver"),
        value=_("Importance"),
        interval=_("Interval"),
        between=between_words(),
        n=_("Answers"),
        note=_("What may be said"),
        good=_("moves the score also with all others held as they are"),
        bad="",
        quiet=_("goes along with others, or cannot be told"),
    )
    return _forest(
        rows,
        title=_("What moves the score"),
        description=_("The share of the differences between scores that goes with each driver."),
        labels=labels,
        unit_range=(0, 100),
        write=lambda value: percent(value / 100),
    )


def gains_picture(found: Drivers) -> Chart | None:
    """What the score would gain if the low answers to each driver became middle ones."""
    rows = [
        ForestRow(
            row.item.label,
            row.gain.gain.value,
            row.gain.gain.low,
            row.gain.gain.high,
            row.gain.low,
            "good" if row.gain.gain.low > 0 else "quiet",
        )
        for row in found.gains
        if row.gain
    ]
    labels = ForestLabels(
        row=_("Driver"),
        value=_("Expected gain"),
        interval=_("Interval"),
        between=between_words(),
        n=_("Low answers"),
        note=_("What may be said"),
        good=_("more than chance"),
        bad="",
        quiet=_("cannot be told"),
    )
    return _forest(
        rows,
        title=_("What lifting the low answers would be worth"),
        description=_("In the unit of the score. An association carried forward, and no proof."),
        labels=labels,
        unit_range=(-100, 100),
        write=lambda value: gain_words(found.metric, value),
    )


def map_picture(found: Drivers, address: Callable[[DriverRow], str]) -> Chart | None:
    """What matters against how well it goes; `address` leads to those who answered low."""
    if found.lines is None:
        return None
    lines = found.lines
    points = [
        QuadrantPoint(
            row.item.label,
            (row.point.performance.low, row.point.performance.value, row.point.performance.high),
            (row.point.importance.low, row.point.importance.value, row.point.importance.high),
            TONES.get(row.point.quadrant, "quiet"),
            quadrant_words(row.point.quadrant),
            address(row),
        )
        for row in found.rows
        if row.point
    ]
    labels = QuadrantLabels(
        row=_("Driver"),
        x=_("How well it goes, 0 to 100"),
        y=_("Importance"),
        interval=_("Interval"),
        between=between_words(),
        note=_("What may be said"),
        corners=tuple(quadrant_words(one) for one in ("fix", "keep", "leave", "enough")),  # type: ignore[arg-type]  # four of them
        good=quadrant_words("keep"),
        bad=quadrant_words("fix"),
        quiet=_("the rest, and what crosses a line"),
    )
    return in_two_widths(
        lambda width: quadrant(
            points,
            lines,
            title=_("What matters, and how well it goes"),
            description=_("A box that crosses a line is undecided. The lines are the means."),
            labels=labels,
            width=width,
            write=(lambda value: f"{value:.0f}", percent),
        )
    )


def _forest(
    rows: Sequence[ForestRow],
    *,
    title: str,
    description: str,
    labels: ForestLabels,
    unit_range: tuple[float, float],
    write: Callable[[float], str],
) -> Chart | None:
    if not rows:
        return None
    return in_two_widths(
        lambda width: forest(
            rows,
            title=title,
            description=description,
            labels=labels,
            reference=0,
            unit_range=unit_range,
            width=width,
            write=write,
        )
    )
