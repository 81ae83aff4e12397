"""Rows of label, drawing and numbers: three columns on a desk, two storeys on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from emptychair.charts.canvas import LABEL, TEXT, Canvas
from emptychair.charts.svg import clean
from emptychair.charts.text_width import text_width

_GAP = 16.0
_LABEL_SHARE = 0.34  # of the width, at most, for the labels on a desk
_HEADING_SHARE = 0.22  # of the width, at most, for the words over one column
_NOTE = 17.0
_HEAD = 26.0


@dataclass(frozen=True)
class RowText:
    """The words of one row; the numbers stand right-aligned, the first of them in bold."""

    label: str
    numbers: tuple[str, ...]
    note: str = ""
    css: str = "chart-label"
    under: str = ""  # beside the drawing on a phone, where the first storey has no room


@dataclass(frozen=True)
class RowLayout:
    """Where the columns stand, and the upper edges of the rows with the lower edge of the last."""

    narrow: bool
    width: float
    label_room: float
    plot_left: float
    plot_right: float
    number_rights: tuple[float, ...]
    number_rooms: tuple[float, ...]
    tops: tuple[float, ...]

    @property
    def head(self) -> float:
        """The upper edge of the first row."""
        return self.tops[0]

    @property
    def bottom(self) -> float:
        """The lower edge of the last row."""
        return self.tops[-1]

    def middle(self, index: int) -> float:
        """The line a row's drawing is centred on."""
        return self.tops[index] + (35 if self.narrow else 16)

    @property
    def lines(self) -> list[tuple[float, float]]:
        """Top and bottom of the vertical lines of the plot; on a phone they spare the words."""
        if not self.narrow:
            return [(self.head, self.bottom)]
        middles = [self.middle(row) for row in range(len(self.tops) - 1)]
        return [(middle - 8, middle + 8) for middle in middles]


def row_layout(
    width: float, *, narrow: bool, rows: Sequence[RowText], headings: Sequence[str]
) -> RowLayout:
    """Columns as wide as their longest text, the drawing in what is left."""
    columns = [_column(column, words, rows, width) for column, words in enumerate(headings)]
    rights = _rights(columns, width)
    if narrow:
        room = rights[0] - columns[0] - _GAP
        under = max(text_width(row.under, TEXT) for row in rows)
        right = width - under - _GAP if under else width - 1
        return RowLayout(narrow, width, room, 1, right, rights, tuple(columns), _tops(rows, 54))
    longest = max(text_width(text, LABEL) for row in rows for text in (row.label, row.note))
    room = min(longest + 2, width * _LABEL_SHARE)
    left, right = room + _GAP, rights[0] - columns[0] - _GAP
    return RowLayout(
        narrow, width, room, left + 6, right - 6, rights, tuple(columns), _tops(rows, 32)
    )


def _column(column: int, heading: str, rows: Sequence[RowText], width: float) -> float:
    numbers = (text_width(row.numbers[column], LABEL, bold=column == 0) for row in rows)
    return max(min(text_width(clean(heading), TEXT), width * _HEADING_SHARE), *numbers)


def _tops(rows: Sequence[RowText], height: float) -> tuple[float, ...]:
    heights = (height + (_NOTE if row.note else 0) for row in rows)
    return tuple(accumulate(heights, initial=_HEAD))


def _rights(columns: Sequence[float], width: float) -> tuple[float, ...]:
    rights = [width]
    for column in reversed(columns[1:]):
        rights.insert(0, rights[0] - column - _GAP)
    return tuple(rights)


def draw_headings(canvas: Canvas, layout: RowLayout, headings: Sequence[str]) -> None:
    """The words over the columns of numbers, and a hairline under them."""
    columns = zip(layout.number_rights, layout.number_rooms, headings, strict=True)
    for right, room, words in columns:
        canvas.text((right, 13), words, anchor="end", room=room)
    canvas.line((0, layout.head - 6), (layout.width, layout.head - 6), "chart-grid")


def draw_row_text(canvas: Canvas, layout: RowLayout, index: int, row: RowText) -> None:
    """Label, numbers and note of one row."""
    baseline = layout.tops[index] + 20
    canvas.text((0, baseline), row.label, "chart-label", size=LABEL, room=layout.label_room)
    for column, (right, words) in enumerate(zip(layout.number_rights, row.numbers, strict=True)):
        css = row.css if column == 0 else "chart-text"
        canvas.text((right, baseline), words, css, size=LABEL, anchor="end", bold=column == 0)
    if layout.narrow:
        canvas.text((layout.width, layout.middle(index) + 4), row.under, anchor="end")
    room = layout.width if layout.narrow else layout.label_room
    under = layout.tops[index] + (60 if layout.narrow else 20 + _NOTE)
    canvas.text((0, under), row.note, size=TEXT, room=room)
