"""What was, against what would have been: a line, and the band that noise alone would fill."""

from collections.abc import Sequence
from functools import partial

from emptychair.charts.canvas import TEXT, Alternative, Canvas
from emptychair.charts.legend import LegendItem, band_sign, draw_legend, legend_height, line_sign
from emptychair.charts.number_text import between, plain, signed
from emptychair.charts.refusals import require_interval, require_numbers, require_rows
from emptychair.charts.scale import Scale, axis_for
from emptychair.charts.shapes import line, polyline
from emptychair.charts.text_width import text_width
from emptychair.charts.trend_axes import draw_grid, draw_periods, periods_height
from emptychair.charts.trend_line import TrendLine
from emptychair.charts.trend_marks import LANE, draw_marks, placed_marks
from emptychair.charts.types import (
    AgainstLabels,
    AgainstPoint,
    Chart,
    Mark,
    NumberText,
    TrendPoint,
)

_HEIGHT = 280.0
_LEAST_SHARE_OF_RANGE = 0.2
_EXPECTED = "chart-line chart-line-4"
_ALWAYS = 30  # the expected line is no answer; it is never dotted for want of them


def against(
    points: Sequence[AgainstPoint],
    *,
    title: str,
    description: str,
    labels: AgainstLabels,
    mark: Mark | None = None,
    unit_range: tuple[float, float] = (-100.0, 100.0),
    width: float = 720,
) -> Chart:
    """The points in their order with the band behind them; `mark` says when the change came.

    Raises:
        ValueError: no point with a value, a number that is not finite, or half an interval.

    """
    _check(points)
    write = signed if unit_range[0] < 0 else plain
    canvas = Canvas(
        "against", width, _HEIGHT, _alternative(points, mark, title, description, labels, write)
    )
    seen = [x for one in points for x in (one.value, one.low, one.high) if x is not None]
    least = (unit_range[1] - unit_range[0]) * _LEAST_SHARE_OF_RANGE
    axis = axis_for(seen, ticks=5, least=least, bounds=unit_range)
    write_tick = partial(write, decimals=axis.decimals)
    left = max(text_width(write_tick(tick), TEXT) for tick in axis.ticks) + 18
    step = (width - left - 12) / max(1, len(points) - 1)
    x = [left + number * step for number in range(len(points))]
    shown = [TrendPoint(one.label, one.value, None, None, one.n) for one in points]
    marks = placed_marks([mark] if mark else [], x, width)
    items = [
        LegendItem(line_sign, labels.value),
        LegendItem(_expected_sign, labels.expected),
        LegendItem(band_sign, labels.band),
    ]
    legend = legend_height(items, width)
    top = 12.0 + LANE * (1 if marks else 0)
    bottom = _HEIGHT - periods_height(shown) - legend
    y = Scale(axis.low, axis.high, bottom, top)
    _draw_expected(canvas, points, x, y)
    draw_grid(canvas, axis, y, left - 10, write_tick)
    draw_periods(canvas, shown, x, bottom)
    draw_marks(canvas, marks, top=4.0, bottom=bottom)
    own = TrendLine(canvas, shown, x, y)
    own.draw_line()
    own.draw_points([f"{one.label}: {write(one.value or 0.0)}, n = {one.n}" for one in points])
    draw_legend(canvas, items, 0, _HEIGHT - legend)
    return canvas.chart()


def _draw_expected(
    canvas: Canvas, points: Sequence[AgainstPoint], x: Sequence[float], y: Scale
) -> None:
    promised = [TrendPoint(one.label, one.expected, one.low, one.high, _ALWAYS) for one in points]
    TrendLine(canvas, promised, x, y).draw_band()
    run: list[tuple[float, float]] = []
    for place, one in zip(x, points, strict=True):
        if one.expected is not None:
            run.append((place, y(one.expected)))
        if one.expected is None or one is points[-1]:
            if len(run) > 1:
                canvas.add(polyline(_EXPECTED, run))
            run = []


def _expected_sign(x: float, y: float) -> str:
    return line(_EXPECTED, (x - 7, y), (x + 7, y))


def _check(points: Sequence[AgainstPoint]) -> None:
    require_rows([one for one in points if one.value is not None], "chart")
    for one in points:
        require_numbers((one.value, one.expected, one.low, one.high))
        require_interval(one.low, one.high, one.label)


def _alternative(
    points: Sequence[AgainstPoint],
    mark: Mark | None,
    title: str,
    description: str,
    labels: AgainstLabels,
    write: NumberText,
) -> Alternative:
    header = (labels.period, labels.value, labels.expected, labels.band, labels.n)
    rows = []
    for number, one in enumerate(points):
        band = ""
        if one.low is not None and one.high is not None:
            band = between(labels.between, write(one.low), write(one.high))
        label = f"{one.label} ({mark.text})" if mark and mark.label_index == number else one.label
        value = labels.missing if one.value is None else write(one.value)
        expected = "" if one.expected is None else write(one.expected)
        rows.append((label, value, expected, band, plain(one.n)))
    return Alternative(title, description, header, tuple(rows))
