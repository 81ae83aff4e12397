"""One of each chart, its words, and eyes for what it holds."""

from collections.abc import Callable
from dataclasses import fields
from itertools import combinations
from xml.etree import ElementTree as ET

from emptychair.charts import (
    BarLabels,
    BarRow,
    Chart,
    DistributionLabels,
    ForestLabels,
    ForestRow,
    Mark,
    Part,
    ShareLabels,
    TrendLabels,
    TrendPoint,
    bars,
    distribution,
    forest,
    share_strip,
    sparkline,
    trend,
)
from emptychair.charts.canvas import Box, text_box

SVG = "{http://www.w3.org/2000/svg}"


def words[T](kind: type[T], word: str) -> T:
    """Labels of a kind, every one of them the same word."""
    return kind(**{field.name: word for field in fields(kind)})
