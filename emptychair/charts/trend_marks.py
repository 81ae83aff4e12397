"""What we did, beside the line: dashed, with its words in lanes above, never one over the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from emptychair.charts.canvas import TEXT, Box, Canvas, text_box
from emptychair.charts.shapes import line
from emptychair.charts.svg import clean, hover
from emptychair.charts.text_width import shortened
from emptychair.charts.types import Mark

LANE = 18.0
_LANES = 4
_ROOM = 0.6  # of the width, for the words of one mark


@dataclass(frozen=True)
class PlacedMark:
    """A mark with its place; `shown` is empty where no lane had room for the words."""

    x: float
    lane: int
    shown: str
    words: str
    anchor: str


def placed_marks(marks: Sequence[Mark], x: Sequence[float], width: float) -> list[PlacedMark]:
    """A lane for each mark, the upper first, its words right of the line or else left of it."""
    taken: list[Box] = []
    placed = []
    for mark in sorted(marks, key=lambda mark: mark.label_index):
        words = clean(mark.text)
        shown = shortened(words, width * _ROOM, TEXT)
        at = x[mark.label_index]
        place = PlacedMark(at, 0, "", words, "start")
        for lane, anchor in ((lane, side) for lane in range(_LANES) for side in ("start", "end")):
            trial = PlacedMark(at, lane, shown, words, anchor)
            box = _box(trial)
            inside = box.left >= 0 and box.right <= width
            if inside and not any(box.meets(other, 8) for other in taken):
                taken.append(box)
                place = trial
                break
        placed.append(place)
    return placed


def draw_marks(canvas: Canvas, placed: Sequence[PlacedMark], top: float, bottom: float) -> None:
    """All lines first, then the words, so that no line runs through a word."""
    for mark in placed:
        start, end = (mark.x, top + mark.lane * LANE), (mark.x, bottom)
        canvas.add(line("chart-mark", start, end, hover(mark.words)))
    for mark in placed:
        place = (_text_x(mark), top + mark.lane * LANE + TEXT - 2)
        css = "chart-label chart-halo"
        canvas.text(place, mark.shown, css, anchor=mark.anchor)


def _text_x(mark: PlacedMark) -> float:
    return mark.x + (6 if mark.anchor == "start" else -6)


def _box(mark: PlacedMark) -> Box:
    return text_box(
        (_text_x(mark), mark.lane * LANE + TEXT), mark.shown, size=TEXT, anchor=mark.anchor
    )
