"""A score over time with its noise band, what we did, and the changes that are more than noise."""

from collections.abc import Callable, Sequence
from functools import partial

from emptychair.charts.canvas import TEXT, Alternative, Canvas
from emptychair.charts.legend import (
    LegendItem,
    aim_sign,
    band_sign,
    draw_legend,
    legend_height,
    line_sign,
)
from emptychair.charts.number_text import between, plain, signed
from emptychair.charts.refusals import require_interval, require_numbers, require_rows
from emptychair.charts.scale import Axis, Scale, axis_for
from emptychair.charts.symbols import fall, ring, rise
from emptychair.charts.text_width import text_width
from emptychair.charts.trend_axes import draw_aim, draw_grid, draw_periods, periods_height
from emptychair.charts.trend_line import TrendLine, has_few
from emptychair.charts.trend_marks import LANE, PlacedMark, draw_marks, placed_marks
from emptychair.charts.types import Aim, Chart, Mark, NumberText, TrendLabels, TrendPoint

_LEAST_SHARE_OF_RANGE = 0.2  # of the possible range: below this, noise would look like mountains
_LEAST_PLOT = 120.0
_TICK_DISTANCE = 38.0
_MARGIN = 4.0
_END_SIZE = 15.0


def trend(  # noqa: PLR0913 - the options of a drawing are all named
    points: Sequence[TrendPoint],
    *,
    title: str,
    description: str,
    labels: TrendLabels,
    marks: Sequence[Mark] = (),
    unit_range: tuple[float, float] = (-100.0, 100.0),
    width: float = 720,
    height: float = 240,
    href: Callable[[TrendPoint], str] | None = None,
    write: NumberText = signed,
    aim: Aim | None = None,
) -> Chart:
    """The line of `points` in their order, evenly spaced, and the value to be reached (`aim`).

    `unit_range` is what is possible; the axis stays inside it, and what lies beyond is drawn at its
    edge (the table tells the number as given). `href` gives the link of a point, `write` the text
    of a value. The drawing grows where marks and legend leave too little of `height`.

    Raises:
        ValueError: no point with a value, a number that is not finite, half an interval, a mark
            outside the points, or a link to no proper place.

    """
    _check(points, marks, aim)
    alternative = _alternative(points, marks, title, description, labels, write)
    canvas = Canvas("trend", width, height, alternative, linked=href is not None)
    axis = _axis(points, unit_range, height, aim)
    write_tick = partial(signed if unit_range[0] < 0 else plain, decimals=axis.decimals)
    end = next(write(point.value) for point in reversed(points) if point.value is not None)
    left = max(text_width(write_tick(tick), TEXT) for tick in axis.ticks) + 10
    right = width - text_width(end, _END_SIZE, bold=True) - 10
    x = _places(len(points), left, right)
    placed = placed_marks(marks, x, width)
    items = _legend(points, labels, aim)
    top, bottom = _grow(canvas, placed, periods_height(points) + legend_height(items, width))
    y = Scale(axis.low, axis.high, bottom, top)
    line = TrendLine(canvas, points, x, y)
    line.draw_band()
    draw_grid(canvas, axis, y, left, write_tick)
    draw_aim(canvas, y, left, aim)
    draw_periods(canvas, points, x, bottom)
    draw_marks(canvas, placed, top=_MARGIN, bottom=bottom)
    line.draw_line()
    line.draw_points([_told(row) for row in alternative.rows], href)
    line.draw_end(end, _END_SIZE)
    draw_legend(canvas, items, 0, canvas.height - legend_height(items, width))
    return canvas.chart()


def _axis(
    points: Sequence[TrendPoint], unit_range: tuple[float, float], height: float, aim: Aim | None
) -> Axis:
    drawn = [point for point in points if point.value is not None]
    values = [
        value
        for point in drawn
        for value in (point.value, point.low, point.high)
        if value is not None
    ]
    values += [] if aim is None else [aim.value]
    least = (unit_range[1] - unit_range[0]) * _LEAST_SHARE_OF_RANGE
    ticks = max(2, round((height - 90) / _TICK_DISTANCE))
    return axis_for(values, ticks=ticks, least=least, bounds=unit_range)


def _grow(canvas: Canvas, placed: Sequence[PlacedMark], under: float) -> tuple[float, float]:
    """Top and bottom of the plot, on a sheet made high enough for what stands around it."""
    top = _MARGIN + 8 + LANE * (max((mark.lane for mark in placed), default=-1) + 1)
    canvas.height = max(canvas.height, top + _LEAST_PLOT + under)
    return top, canvas.height - under


def _check(points: Sequence[TrendPoint], marks: Sequence[Mark], aim: Aim | None) -> None:
    require_numbers(() if aim is None else (aim.value,))
    require_rows([point for point in points if point.value is not None], "trend")
    for point in points:
        require_numbers((point.value, point.low, point.high))
        require_interval(point.low, point.high, point.label)
    for mark in marks:
        if not 0 <= mark.label_index < len(points):
            raise ValueError(
                f"The mark {mark.text!r} points at {mark.label_index}, but there are {len(points)} "
                "points, counted from 0. Leave it out or move it."
            )


def _alternative(
    points: Sequence[TrendPoint],
    marks: Sequence[Mark],
    title: str,
    description: str,
    labels: TrendLabels,
    write: NumberText,
) -> Alternative:
    header = (labels.period, labels.value, labels.interval, labels.n, labels.note)
    rows = []
    for index, point in enumerate(points):
        notes = [labels.few] if has_few(point) else []
        notes += [{"up": labels.up, "down": labels.down}[point.notable]] if point.notable else []
        notes += [mark.text for mark in marks if mark.label_index == index]
        interval = (
            between(labels.between, write(point.low), write(point.high))
            if point.low is not None and point.high is not None
            else ""
        )
        value = labels.missing if point.value is None else write(point.value)
        rows.append((point.label, value, interval, plain(point.n), " · ".join(notes)))
    return Alternative(title, description, header, tuple(rows))


def _told(row: tuple[str, ...]) -> str:
    period, value, interval, n, note = row
    words = f"{period}: {value}" + (f" ({interval})" if interval else "") + f", n = {n}"
    return f"{words} · {note}" if note else words


def _places(count: int, left: float, right: float) -> list[float]:
    if count == 1:
        return [(left + right) / 2]
    inset = 8.0
    return [
        left + inset + index * (right - left - 2 * inset) / (count - 1) for index in range(count)
    ]


def _legend(points: Sequence[TrendPoint], labels: TrendLabels, aim: Aim | None) -> list[LegendItem]:
    drawn = [point for point in points if point.value is not None]
    offered = (
        (True, LegendItem(line_sign, labels.value)),
        (aim is not None, LegendItem(aim_sign, "" if aim is None else aim.text)),
        (any(point.low is not None for point in drawn), LegendItem(band_sign, labels.interval)),
        (any(map(has_few, drawn)), LegendItem(ring, labels.few)),
        (any(point.notable == "up" for point in drawn), LegendItem(rise, labels.up)),
        (any(point.notable == "down" for point in drawn), LegendItem(fall, labels.down)),
    )
    return [item for occurs, item in offered if occurs]
