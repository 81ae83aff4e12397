"""Several lines over the same periods, each named at its end. For one line take `trend`."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby, pairwise

from emptychair.charts.canvas import LABEL, TEXT, Alternative, Canvas
from emptychair.charts.legend import LegendItem, draw_legend, legend_height
from emptychair.charts.number_text import plain, signed
from emptychair.charts.refusals import require_numbers, require_rows
from emptychair.charts.scale import Axis, Scale, axis_for
from emptychair.charts.shapes import polyline
from emptychair.charts.svg import clean, hover
from emptychair.charts.symbols import dot, ring
from emptychair.charts.text_width import shortened, text_width
from emptychair.charts.trend_axes import draw_grid, draw_periods, periods_height
from emptychair.charts.trend_line import FEW
from emptychair.charts.types import Chart, LineSeries, LinesLabels, NumberText, TrendPoint

MOST = 5  # lines that can be told apart
_LABEL_SHARE = 0.3
_LEAST_SHARE_OF_RANGE = 0.1
_APART = 16.0  # of two names
_HEIGHT = 280.0


def lines(
    series: Sequence[LineSeries],
    *,
    title: str,
    description: str,
    labels: LinesLabels,
    unit_range: tuple[float, float] = (-100.0, 100.0),
    width: float = 720,
    write: NumberText = signed,
) -> Chart:
    """A line for each series through the same periods; it breaks where nobody answered, and a value
    of fewer than 30 answers is a ring.

    Raises:
        ValueError: no series, more than five, series of different periods, or none with a value.

    """
    periods = _checked(series)
    canvas = Canvas(
        "lines", width, _HEIGHT, _alternative(series, title, description, labels, write)
    )
    values = [one.value for each in series for one in each.points if one.value is not None]
    axis = _axis(values, unit_range)
    write_tick = partial(signed if unit_range[0] < 0 else plain, decimals=axis.decimals)
    left = max(text_width(write_tick(tick), TEXT) for tick in axis.ticks) + 18
    longest = max(text_width(clean(each.label), LABEL) for each in series) + 14
    right = width - min(longest, width * _LABEL_SHARE)
    step = (right - left) / max(1, len(periods) - 1)
    x = [left + place * step for place in range(len(periods))]
    items = _legend(series, labels)
    bottom = _HEIGHT - periods_height(periods) - legend_height(items, width)
    y = Scale(axis.low, axis.high, bottom, 12.0)
    draw_grid(canvas, axis, y, left - 10, write_tick)
    draw_periods(canvas, periods, x, bottom)
    for number, each in enumerate(series):
        _draw(canvas, each, number, x, y, write)
    _draw_names(canvas, series, x, y, width)
    draw_legend(canvas, items, 0, _HEIGHT - legend_height(items, width))
    return canvas.chart()


def _checked(series: Sequence[LineSeries]) -> Sequence[TrendPoint]:
    require_rows(series, "chart of lines")
    if len(series) > MOST:
        raise ValueError(f"{len(series)} lines cannot be told apart. Choose {MOST} of them.")
    require_rows([one for each in series for one in each.points if one.value is not None], "chart")
    periods = [one.label for one in series[0].points]
    for each in series:
        require_numbers(one.value for one in each.points)
        if [one.label for one in each.points] != periods:
            raise ValueError(f"{each.label!r} has other periods than {series[0].label!r}.")
    return series[0].points


def _axis(values: Sequence[float], unit_range: tuple[float, float]) -> Axis:
    least = (unit_range[1] - unit_range[0]) * _LEAST_SHARE_OF_RANGE
    return axis_for(
        values, ticks=max(2, round((_HEIGHT - 90) / 56)), least=least, bounds=unit_range
    )


def _draw(
    canvas: Canvas,
    each: LineSeries,
    number: int,
    x: Sequence[float],
    y: Scale,
    write: NumberText,
) -> None:
    there = [place for place, one in enumerate(each.points) if one.value is not None]
    runs = groupby(enumerate(there), key=lambda pair: pair[1] - pair[0])
    for _start, members in runs:
        run = [place for _number, place in members]
        for one, other in pairwise(run):
            ends = [(x[place], y(each.points[place].value or 0.0)) for place in (one, other)]
            is_few = any(each.points[place].n < FEW for place in (one, other))
            css = "chart-line-few" if is_few else f"chart-line-{number}"
            canvas.add(polyline(f"chart-line {css}", ends))
    for place in there:
        point = each.points[place]
        at = (x[place], y(point.value or 0.0))
        told = hover(f"{each.label}, {point.label}: {write(point.value or 0.0)}, n = {point.n}")
        sign = ring(*at) if point.n < FEW else dot(*at, f"chart-dot-{number}", 3.0)
        canvas.add(sign.replace("/>", f">{told}</circle>") if told else sign)


def _draw_names(
    canvas: Canvas, series: Sequence[LineSeries], x: Sequence[float], y: Scale, width: float
) -> None:
    """The name of each line beside its last value, moved apart where two would meet."""
    ends = []
    for number, each in enumerate(series):
        last = next((one.value for one in reversed(each.points) if one.value is not None), None)
        if last is not None:
            ends.append((y(last), number))
    heights = _apart([height for height, _number in sorted(ends)], y.end, y.start)
    for (_height, number), height in zip(sorted(ends), heights, strict=True):
        room = width - x[-1] - 10
        words = shortened(clean(series[number].label), room, LABEL)
        canvas.text((x[-1] + 10, height + 4), words, f"chart-name-{number}", size=LABEL)


def _apart(heights: Sequence[float], top: float, bottom: float) -> list[float]:
    found: list[float] = []
    for height in heights:
        found.append(max(height, found[-1] + _APART) if found else max(height, top))
    over = found[-1] - bottom if found else 0.0
    for place in range(len(found) - 1, -1, -1):
        if over <= 0:
            break
        limit = bottom if place == len(found) - 1 else found[place + 1] - _APART
        found[place] = min(found[place], limit)
    return found


def _alternative(
    series: Sequence[LineSeries],
    title: str,
    description: str,
    labels: LinesLabels,
    write: NumberText,
) -> Alternative:
    header = (labels.period, *(each.label for each in series))
    rows = []
    for place, point in enumerate(series[0].points):
        told = [
            labels.missing if one.value is None else f"{write(one.value)} (n = {plain(one.n)})"
            for one in (each.points[place] for each in series)
        ]
        rows.append((point.label, *told))
    return Alternative(title, description, header, tuple(rows))


def _legend(series: Sequence[LineSeries], labels: LinesLabels) -> list[LegendItem]:
    has_few = any(one.value is not None and one.n < FEW for each in series for one in each.points)
    return [LegendItem(ring, labels.few)] if has_few else []
