"""A small SVG builder: trend with band, several lines, heat, distribution, forest, bars,
share strip, sparkline.

Each chart carries a text alternative and the rows of the table behind it. Used by pages, report,
mail and PDF alike. It knows no language: the caller brings every word.
"""

from emptychair.charts.against_chart import against
from emptychair.charts.bars_chart import bars
from emptychair.charts.bridge_chart import bridge
from emptychair.charts.distribution_chart import distribution
from emptychair.charts.forest_chart import forest
from emptychair.charts.heat_chart import heat
from emptychair.charts.lines_chart import lines
from emptychair.charts.number_text import between, percent, plain, signed, signed_tenths
from emptychair.charts.quadrant_chart import quadrant
from emptychair.charts.scale import round_days
from emptychair.charts.share_strip_chart import share_strip
from emptychair.charts.sizes import in_two_widths
from emptychair.charts.sparkline_chart import sparkline
from emptychair.charts.stylesheet import stylesheet
from emptychair.charts.trend_chart import trend
from emptychair.charts.types import (
    AgainstLabels,
    AgainstPoint,
    Aim,
    BarLabels,
    BarRow,
    BridgeLabels,
    BridgeStep,
    Chart,
    DistributionLabels,
    ForestLabels,
    ForestRow,
    HeatField,
    HeatLabels,
    LineSeries,
    LinesLabels,
    Mark,
    Part,
    QuadrantLabels,
    QuadrantPoint,
    ShareLabels,
    Tone,
    TrendLabels,
    TrendPoint,
)

__all__ = [
    "AgainstLabels",
    "AgainstPoint",
    "Aim",
    "BarLabels",
    "BarRow",
    "BridgeLabels",
    "BridgeStep",
    "Chart",
    "DistributionLabels",
    "ForestLabels",
    "ForestRow",
    "HeatField",
    "HeatLabels",
    "LineSeries",
    "LinesLabels",
    "Mark",
    "Part",
    "QuadrantLabels",
    "QuadrantPoint",
    "ShareLabels",
    "Tone",
    "TrendLabels",
    "TrendPoint",
    "against",
    "bars",
    "between",
    "bridge",
    "distribution",
    "forest",
    "heat",
    "in_two_widths",
    "lines",
    "percent",
    "plain",
    "quadrant",
    "round_days",
    "share_strip",
    "signed",
    "signed_tenths",
    "sparkline",
    "stylesheet",
    "trend",
]
