"""The test drawn: each group with its interval, and the line."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from emptychair.charts import Chart, ForestLabels, ForestRow, forest, in_two_widths
from emptychair.charts.types import Tone
from emptychair.fit.types import FitTest, SegmentFit, Stage
from emptychair.fit.words import segment_words
from emptychair.metrics.pictures import between_words
from emptychair.stats.ratings import PMF_LINE

MOST = 12
TONES: dict[Stage, Tone] = {Stage.BEFORE: "bad", Stage.UNKNOWN: "quiet", Stage.AFTER: "good"}


def fit_chart(found: Sequence[SegmentFit]) -> Chart | None:
    """Groups of the must-have test side by side; nothing where no group has answers."""
    rows = [row for one in found[:MOST] if (row := _row(one))]
    if not rows:
        return None
    title = _("Very disappointed without it, by group")
    labels = ForestLabels(
        row=_("Group"),
        value=_("Share"),
        interval=_("Interval"),
        between=between_words(),
        n=_("Answers"),
        note=_("What may be said"),
        good=_("at or above the line"),
        bad=_("below the line"),
        quiet=_("not shown yet"),
    )
    return in_two_widths(
        lambda width: forest(
            rows,
            title=title,
            description=_("The line is at %(line)s%%.") % {"line": f"{100 * PMF_LINE:.0f}"},
            labels=labels,
            reference=100 * PMF_LINE,
            unit_range=(0, 100),
            width=width,
            write=lambda value: f"{value:.0f}%",
        )
    )


def _row(one: SegmentFit) -> ForestRow | None:
    share = one.parts[0].share
    if one.setting.test != FitTest.MUST_HAVE or share is None:
        return None
    return ForestRow(
        segment_words(one.segment),
        100 * share.share,
        100 * share.low,
        100 * share.high,
        share.n,
        tone=TONES[one.stage],
        note=str(one.stage.label),
    )
