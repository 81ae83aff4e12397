"""Horizontal bars from zero, left or right, with an interval where one is known."""

import math
from collections.abc import Sequence

from emptychair.charts.canvas import NARROW_BELOW, Alternative, Canvas
from emptychair.charts.legend import LegendItem, draw_legend, interval_sign, legend_height
from emptychair.charts.number_text import between, plain, signed
from emptychair.charts.refusals import require_interval, require_numbers, require_rows
from emptychair.charts.row_layout import RowText, draw_headings, draw_row_text, row_layout
from emptychair.charts.scale import Axis, Scale, axis_for
from emptychair.charts.svg import clean, hover
from emptychair.charts.symbols import block
from emptychair.charts.types import BarLabels, BarRow, Chart, NumberText

_THICK = 11.0
_INTERVAL = 2  # its column in the table


def bars(
    rows: Sequence[BarRow],
    *,
    title: str,
    description: str,
    labels: BarLabels,
    width: float = 720,
    write: NumberText = signed,
) -> Chart:
    """One bar for each row in the order given. Columns nobody filled are left out of the drawing.

    Raises:
        ValueError: no rows, a number that is not finite, or half an interval.

    """
    require_rows(rows, "bar chart")
    for row in rows:
        require_numbers((row.value, row.low, row.high))
        require_interval(row.low, row.high, row.label)
    alternative = _alternative(rows, title, description, labels, write)
    narrow = width < NARROW_BELOW
    filled = [column for column in (1, 2, 3) if any(told[column] for told in alternative.rows)]
    columns = [column for column in filled if not (narrow and column == _INTERVAL)]
    headings = [alternative.header[column] for column in columns]
    texts = [
        _row_text(row, told, columns) for row, told in zip(rows, alternative.rows, strict=True)
    ]
    layout = row_layout(width, narrow=narrow, rows=texts, headings=headings)
    explained = narrow and _INTERVAL in filled
    items = [LegendItem(interval_sign, labels.interval)] if explained else []
    canvas = Canvas("bars", width, layout.bottom + 4 + legend_height(items, width), alternative)
    axis = _axis(rows)
    x = Scale(axis.low, axis.high, layout.plot_left, layout.plot_right)
    draw_headings(canvas, layout, headings)
    for index, (row, text) in enumerate(zip(rows, texts, strict=True)):
        _draw_bar(canvas, row, x, layout.middle(index), " ".join(alternative.rows[index]))
        draw_row_text(canvas, layout, index, text)
    for start, end in layout.lines:
        canvas.line((x(0), start), (x(0), end), "chart-zero")
    draw_legend(canvas, items, 0, layout.bottom + 4)
    return canvas.chart()


def _row_text(row: BarRow, told: tuple[str, ...], columns: Sequence[int]) -> RowText:
    numbers = tuple(clean(told[column]) for column in columns)
    under = "" if _INTERVAL in columns else clean(told[_INTERVAL])
    return RowText(clean(told[0]), numbers, "", f"chart-{row.tone}-text", under)


def _alternative(
    rows: Sequence[BarRow], title: str, description: str, labels: BarLabels, write: NumberText
) -> Alternative:
    table = tuple(
        (
            row.label,
            write(row.value),
            between(labels.between, write(row.low), write(row.high))
            if row.low is not None and row.high is not None
            else "",
            "" if row.n is None else plain(row.n),
        )
        for row in rows
    )
    header = (labels.row, labels.value, labels.interval, labels.n)
    return Alternative(title, description, header, table)


def _axis(rows: Sequence[BarRow]) -> Axis:
    """From zero to one side, or to both where the values need both."""
    numbers = (number for row in rows for number in (row.value, row.low, row.high))
    known = [number for number in numbers if number is not None]
    bounds = (
        0.0 if min(known) >= 0 else -math.inf,
        0.0 if max(known) <= 0 < -min(known) else math.inf,
    )
    return axis_for([0.0, *known], ticks=1, bounds=bounds)


def _draw_bar(canvas: Canvas, row: BarRow, x: Scale, y: float, told: str) -> None:
    left, right = sorted((x(0), x(row.value)))
    size = (max(1.0, right - left), _THICK)
    canvas.add(block((left, y - _THICK / 2), size, row.tone, canvas.hatch, hover(told)))
    if row.low is not None and row.high is not None:
        canvas.line((x(row.low), y), (x(row.high), y), "chart-whisker")
