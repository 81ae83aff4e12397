"""A line the height of a line of text, for tables and cards; the numbers stand beside it."""

from collections.abc import Sequence

from emptychair.charts.canvas import Alternative, Canvas
from emptychair.charts.number_text import signed
from emptychair.charts.refusals import require_interval, require_numbers, require_rows
from emptychair.charts.scale import Scale, axis_for
from emptychair.charts.trend_line import FEW, TrendLine
from emptychair.charts.types import Chart, NumberText, TrendPoint

_EDGE = 4.0


def sparkline(
    values: Sequence[float | None],
    *,
    low: Sequence[float | None] | None = None,
    high: Sequence[float | None] | None = None,
    title: str,
    width: float = 120,
    height: float = 32,
    write: NumberText = signed,
) -> Chart:
    """A small line with a dot at its end; `low` and `high` hold the band, one for each value.

    The text alternative is the title and the numbers in order, an en dash where one is missing.

    Raises:
        ValueError: no value at all, a number that is not finite, or bands of another length.

    """
    lows, highs = low or [None] * len(values), high or [None] * len(values)
    if not len(values) == len(lows) == len(highs):
        raise ValueError("The band of a sparkline needs one low and one high for each value.")
    require_rows([value for value in values if value is not None], "sparkline")
    points = []
    for value, least, most in zip(values, lows, highs, strict=True):
        require_numbers((value, least, most))
        require_interval(least, most, title)
        points.append(TrendPoint("", value, least, most, FEW))  # too small to judge by n
    told = ["–" if value is None else write(value) for value in values]
    rows = tuple((text,) for text in told)
    canvas = Canvas("spark", width, height, Alternative(title, ", ".join(told), (title,), rows))
    known = [number for number in (*values, *lows, *highs) if number is not None]
    axis = axis_for(known, ticks=4)
    y = Scale(axis.low, axis.high, height - _EDGE, _EDGE)
    along = Scale(0, max(1, len(values) - 1), _EDGE, width - _EDGE)
    line = TrendLine(canvas, points, [along(index) for index in range(len(values))], y)
    line.draw_band()
    line.draw_line()
    line.draw_last_dot()
    return canvas.chart()
