"""Rows and columns as a map of heat: each field carries its number where it fits."""

from collections.abc import Sequence

from emptychair.charts.canvas import LABEL, TEXT, Alternative, Canvas, text_box
from emptychair.charts.legend import LegendItem, draw_legend, legend_height
from emptychair.charts.period_text import shown_indices
from emptychair.charts.refusals import require_rows
from emptychair.charts.shapes import rectangle
from emptychair.charts.svg import clean, hover
from emptychair.charts.symbols import fall, rise
from emptychair.charts.text_width import shortened, text_width
from emptychair.charts.types import Chart, HeatField, HeatLabels

HEATS = 7  # levels of colour, the last the strongest
_LABEL_SHARE = 0.3
_GAP = 12.0
_HEIGHT, _AIR = 30.0, 2.0
_HEAD = 24.0


def heat(
    rows: Sequence[str],
    columns: Sequence[str],
    fields: Sequence[Sequence[HeatField]],
    *,
    title: str,
    description: str,
    labels: HeatLabels,
    width: float = 720,
) -> Chart:
    """One line of fields for each row. A field without a level is grey: too few, or nothing.

    Raises:
        ValueError: nothing to draw, a line of another length, or a level that there is not.

    """
    _check(rows, columns, fields)
    header = (labels.row, *columns)
    table = tuple(
        (row, *(_told(one, labels) for one in line)) for row, line in zip(rows, fields, strict=True)
    )
    canvas = Canvas("heat", width, 0, Alternative(title, description, header, table))
    longest = max(text_width(clean(row), LABEL) for row in rows)
    left = min(longest + 2, width * _LABEL_SHARE) + _GAP
    wide = (width - left) / len(columns)
    items = _legend(fields, labels)
    canvas.height = _HEAD + _HEIGHT * len(rows) + 6 + legend_height(items, width)
    _draw_columns(canvas, columns, left, wide)
    for number, (row, line) in enumerate(zip(rows, fields, strict=True)):
        top = _HEAD + _HEIGHT * number
        canvas.text((0, top + 20), row, "chart-label", size=LABEL, room=left - _GAP)
        for place, one in enumerate(line):
            words = f"{row}, {columns[place]}: {table[number][place + 1]}"
            _draw_field(canvas, one, (left + place * wide, top), wide, words)
    draw_legend(canvas, items, 0, _HEAD + _HEIGHT * len(rows) + 6)
    return canvas.chart()


def _check(
    rows: Sequence[str], columns: Sequence[str], fields: Sequence[Sequence[HeatField]]
) -> None:
    require_rows(rows, "map of heat")
    require_rows(columns, "map of heat")
    if len(fields) != len(rows) or any(len(line) != len(columns) for line in fields):
        raise ValueError("A map of heat needs one field for each row and column.")
    for line in fields:
        for one in line:
            if one.level is not None and not 0 <= one.level < HEATS:
                raise ValueError(f"There is no level {one.level}: they run from 0 to {HEATS - 1}.")


def _told(one: HeatField, labels: HeatLabels) -> str:
    moved = {"up": labels.up, "down": labels.down}.get(one.notable or "", "")
    words = one.words if one.level is not None or not one.words else f"({one.words})"
    return f"{words} · {moved}" if moved else words


def _draw_columns(canvas: Canvas, columns: Sequence[str], left: float, wide: float) -> None:
    widths = [min(text_width(clean(one), TEXT), max(wide * 3, 40)) for one in columns]
    for place in reversed(shown_indices(widths, wide)):
        half = min(widths[place], canvas.width) / 2
        middle = min(max(left + (place + 0.5) * wide, left + half), canvas.width - half)
        words = shortened(clean(columns[place]), 2 * half + 0.5, TEXT)
        if canvas.is_free(text_box((middle, 14), words, size=TEXT, anchor="middle")):
            canvas.text((middle, 14), columns[place], anchor="middle", room=2 * half + 0.5)


def _draw_field(
    canvas: Canvas, one: HeatField, corner: tuple[float, float], wide: float, told: str
) -> None:
    css = "chart-heat-none" if one.level is None else f"chart-heat-{one.level}"
    size = (max(1.0, wide - _AIR), _HEIGHT - _AIR)
    look = None if one.level is not None else "none"
    canvas.add(rectangle(css, corner, size, hover(told), fill=look))
    words = clean(one.words)
    if not words or text_width(words, TEXT) > size[0] - 4:
        return
    middle = (corner[0] + size[0] / 2, corner[1] + 18.5)
    text = "chart-text" if one.level is None else f"chart-on-heat-{one.level}"
    canvas.text(middle, words, text, anchor="middle")
    beside = corner[0] + size[0] - 8
    if one.notable and beside - 6 > middle[0] + text_width(words, TEXT) / 2:
        sign = rise if one.notable == "up" else fall
        canvas.add(sign(beside, corner[1] + _HEIGHT / 2))


def _legend(fields: Sequence[Sequence[HeatField]], labels: HeatLabels) -> list[LegendItem]:
    every = [one for line in fields for one in line]
    offered = (
        (any(one.words and one.level is None for one in every), LegendItem(_grey, labels.few)),
        (any(one.notable == "up" for one in every), LegendItem(rise, labels.up)),
        (any(one.notable == "down" for one in every), LegendItem(fall, labels.down)),
    )
    return [item for occurs, item in offered if occurs]


def _grey(x: float, y: float) -> str:
    return rectangle("chart-heat-none", (x - 6, y - 6), (12, 12), fill="none")
