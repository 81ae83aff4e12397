"""The words for the signs, in lines under a drawing; only signs that occur are explained."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from emptychair.charts.canvas import TEXT, Canvas
from emptychair.charts.shapes import area, line
from emptychair.charts.svg import clean
from emptychair.charts.text_width import text_width

LEGEND_LINE = 20.0
BAND_OPACITY = "0.15"
_SIGN = 20.0
_GAP = 18.0

Sign = Callable[[float, float], str]


@dataclass(frozen=True)
class LegendItem:
    """A sign, drawn around its centre, and the word for it."""

    sign: Sign
    word: str

    @property
    def width(self) -> float:
        """The room it takes, in drawing units."""
        return _SIGN + text_width(clean(self.word), TEXT)


def legend_lines(items: Sequence[LegendItem], width: float) -> list[list[LegendItem]]:
    """The items broken into lines no wider than `width`; a longer single item gets its own line."""
    lines: list[list[LegendItem]] = []
    used = width
    for item in items:
        if not lines or used + _GAP + item.width > width:
            lines.append([])
            used = -_GAP
        lines[-1].append(item)
        used += _GAP + item.width
    return lines


def legend_height(items: Sequence[LegendItem], width: float) -> float:
    """The height of the legend, in drawing units."""
    return len(legend_lines(items, width)) * LEGEND_LINE


def draw_legend(canvas: Canvas, items: Sequence[LegendItem], left: float, top: float) -> None:
    """Write the legend into the room between `left` and the right edge."""
    for index, row in enumerate(legend_lines(items, canvas.width - left)):
        x, baseline = left, top + index * LEGEND_LINE + LEGEND_LINE * 0.72
        for item in row:
            canvas.add(item.sign(x + 7, baseline - TEXT * 0.36))
            canvas.text((x + _SIGN, baseline), item.word, room=canvas.width - x - _SIGN)
            x += item.width + _GAP


def line_sign(x: float, y: float) -> str:
    """A short piece of the line."""
    return line("chart-line", (x - 7, y), (x + 7, y))


def aim_sign(x: float, y: float) -> str:
    """A short piece of the dashed line of what is to be reached."""
    return line("chart-aim", (x - 7, y), (x + 7, y))


def band_sign(x: float, y: float) -> str:
    """A short piece of the band."""
    corners = [(x - 7, y - 5), (x + 7, y - 5), (x + 7, y + 5), (x - 7, y + 5)]
    return area("chart-band", corners, opacity=BAND_OPACITY)


def interval_sign(x: float, y: float) -> str:
    """A short piece of an interval."""
    return line("chart-interval", (x - 7, y), (x + 7, y))
