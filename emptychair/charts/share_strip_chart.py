"""A whole and its parts as one strip, each part with its word, count and share."""

from collections.abc import Sequence

from emptychair.charts.canvas import LABEL, Alternative, Canvas, text_box
from emptychair.charts.legend import LegendItem, Sign, draw_legend, legend_height
from emptychair.charts.number_text import percent, plain
from emptychair.charts.refusals import require_rows
from emptychair.charts.svg import hover
from emptychair.charts.symbols import block
from emptychair.charts.types import Chart, Part, ShareLabels, Tone

_STRIP = 26.0
_GAP = 2.0
_HEADROOM = 22.0


def share_strip(
    parts: Sequence[Part],
    *,
    title: str,
    description: str,
    labels: ShareLabels,
    width: float = 720,
) -> Chart:
    """One horizontal strip: the share above each part where it fits, words and counts underneath.

    Raises:
        ValueError: no parts, a negative count, or nothing counted at all.

    """
    total = sum(part.count for part in parts)
    if any(part.count < 0 for part in parts):
        raise ValueError("A part of a strip is below zero. Pass counts.")
    require_rows([part for part in parts if part.count], "strip")
    rows = tuple((part.label, plain(part.count), percent(part.count / total)) for part in parts)
    header = (labels.part, labels.count, labels.share)
    canvas = Canvas("share-strip", width, 0, Alternative(title, description, header, rows))
    items = [
        LegendItem(_sign(part.tone, canvas.hatch), f"{label} {share} ({count})")
        for part, (label, count, share) in zip(parts, rows, strict=True)
    ]
    canvas.height = _HEADROOM + _STRIP + 8 + legend_height(items, width)
    left = 0.0
    for part, row in zip(parts, rows, strict=True):
        wide = part.count / total * width
        _draw_part(canvas, part, row, left, wide)
        left += wide
    draw_legend(canvas, items, 0, _HEADROOM + _STRIP + 8)
    return canvas.chart()


def _draw_part(canvas: Canvas, part: Part, row: tuple[str, ...], left: float, wide: float) -> None:
    if not part.count:
        return
    label, count, share = row
    words = hover(f"{label}: {share} ({count})")
    size = (max(1.0, wide - _GAP), _STRIP)
    canvas.add(block((left, _HEADROOM), size, part.tone, canvas.hatch, words))
    place = (left, _HEADROOM - 7)
    if canvas.is_free(text_box(place, share, size=LABEL, bold=True), 6):
        canvas.text(place, share, f"chart-{part.tone}-text", size=LABEL, bold=True)


def _sign(tone: Tone, hatch: str) -> Sign:
    return lambda x, y: block((x - 6, y - 6), (12, 12), tone, hatch)
