"""Two measures at once: points with boxes as wide as they are uncertain, and two lines."""

from collections.abc import Sequence

from emptychair.charts.canvas import LABEL, TEXT, Alternative, Canvas, text_box
from emptychair.charts.legend import LegendItem, Sign, draw_legend, legend_height
from emptychair.charts.number_text import between, plain
from emptychair.charts.refusals import require_interval, require_numbers, require_rows
from emptychair.charts.scale import Axis, Scale, axis_for
from emptychair.charts.shapes import rectangle
from emptychair.charts.svg import clean, element, hover, link
from emptychair.charts.symbols import estimate
from emptychair.charts.text_width import shortened, text_width
from emptychair.charts.types import Chart, NumberText, QuadrantLabels, QuadrantPoint, Tone

_LABEL_ROOM = 190.0
_HEAD = 26.0
_FOOT = 42.0
_CORNER = 0.15  # of the reach, that each corner has at least
_INSIDE = 6.0


def quadrant(
    points: Sequence[QuadrantPoint],
    lines: tuple[float, float],
    *,
    title: str,
    description: str,
    labels: QuadrantLabels,
    width: float = 720,
    write: tuple[NumberText, NumberText] = (plain, plain),
) -> Chart:
    """Each point in a box from the lows to the highs of both measures, and the two lines.

    `lines` are the place of the upright line on x and of the level line on y. A box that crosses a
    line is undecided; the caller says so by its tone and note. Words that find no room beside their
    point stand in the table only.

    Raises:
        ValueError: no points, a number that is not finite, or a box that runs backwards.

    """
    _check(points, lines)
    alternative = _alternative(points, title, description, labels, write)
    height = 430.0 if width >= 480 else 400.0
    items = _legend(points, labels)
    canvas = Canvas("quadrant", width, height + legend_height(items, width), alternative)
    canvas.linked = any(point.href for point in points)
    axes = (
        axis_for(_reach([each for one in points for each in one.x], lines[0]), ticks=5),
        axis_for(_reach([each for one in points for each in one.y], lines[1]), ticks=5),
    )
    left = max(text_width(write[1](tick), TEXT) for tick in axes[1].ticks) + 8
    x = Scale(axes[0].low, axes[0].high, left, width - 6)
    y = Scale(axes[1].low, axes[1].high, height - _FOOT, _HEAD)
    _draw_axes(canvas, axes, (x, y), write, labels)
    _draw_lines(canvas, lines, (x, y), labels)
    for point, told in zip(points, alternative.rows, strict=True):
        _draw_point(canvas, point, (x, y), " ".join(told))
    for point in points:
        _name(canvas, point, (x(point.x[1]), y(point.y[1])), x.start)
    draw_legend(canvas, items, 0, height)
    return canvas.chart()


def _reach(values: list[float], line: float) -> list[float]:
    """With a little on both sides of the line, so that all four corners have room for words."""
    room = _CORNER * ((max(*values, line) - min(*values, line)) or 1.0)
    return [*values, line - room, line + room]


def _check(points: Sequence[QuadrantPoint], lines: tuple[float, float]) -> None:
    require_rows(points, "quadrant")
    require_numbers(lines)
    for point in points:
        for low, value, high in (point.x, point.y):
            require_numbers((low, value, high))
            require_interval(low, high, point.label)


def _alternative(
    points: Sequence[QuadrantPoint],
    title: str,
    description: str,
    labels: QuadrantLabels,
    write: tuple[NumberText, NumberText],
) -> Alternative:
    rows = tuple(
        (
            point.label,
            *(
                told
                for (low, value, high), say in zip((point.x, point.y), write, strict=True)
                for told in (say(value), between(labels.between, say(low), say(high)))
            ),
            point.note,
        )
        for point in points
    )
    header = (labels.row, labels.x, labels.interval, labels.y, labels.interval, labels.note)
    return Alternative(title, description, header, rows)


def _draw_axes(
    canvas: Canvas,
    axes: tuple[Axis, Axis],
    scales: tuple[Scale, Scale],
    write: tuple[NumberText, NumberText],
    labels: QuadrantLabels,
) -> None:
    x, y = scales
    for tick in axes[0].ticks:
        canvas.line((x(tick), y.start), (x(tick), y.end), "chart-grid")
        words = write[0](tick)
        if canvas.is_free(text_box((x(tick), y.start + 16), words, size=TEXT, anchor="middle"), 6):
            canvas.text((x(tick), y.start + 16), words, anchor="middle")
    for tick in axes[1].ticks:
        canvas.line((x.start, y(tick)), (x.end, y(tick)), "chart-grid")
        canvas.text((x.start - 6, y(tick) + 4), write[1](tick), anchor="end")
    room = canvas.width - 2
    canvas.text((0, 13), f"↑ {labels.y}", "chart-label", room=room)
    canvas.text(
        (canvas.width, y.start + 34), f"{labels.x} →", "chart-label", anchor="end", room=room
    )


def _draw_lines(
    canvas: Canvas,
    lines: tuple[float, float],
    scales: tuple[Scale, Scale],
    labels: QuadrantLabels,
) -> None:
    x, y = scales
    canvas.line((x(lines[0]), y.start), (x(lines[0]), y.end), "chart-mark")
    canvas.line((x.start, y(lines[1])), (x.end, y(lines[1])), "chart-mark")
    corners = (
        ((x.start + _INSIDE, y.end + 14), labels.corners[0], "start", x(lines[0]) - x.start),
        ((x.end - _INSIDE, y.end + 14), labels.corners[1], "end", x.end - x(lines[0])),
        ((x.start + _INSIDE, y.start - 8), labels.corners[2], "start", x(lines[0]) - x.start),
        ((x.end - _INSIDE, y.start - 8), labels.corners[3], "end", x.end - x(lines[0])),
    )
    for place, words, anchor, room in corners:
        shown = shortened(clean(words), room - 2 * _INSIDE, TEXT)
        if shown and canvas.is_free(text_box(place, shown, size=TEXT, anchor=anchor), 2):
            canvas.text(place, words, anchor=anchor, room=room - 2 * _INSIDE)


def _draw_point(
    canvas: Canvas, point: QuadrantPoint, scales: tuple[Scale, Scale], told: str
) -> None:
    x, y = scales
    left, top = x(point.x[0]), y(point.y[2])
    size = (max(2.0, x(point.x[2]) - left), max(2.0, y(point.y[0]) - top))
    css = "chart-box" if point.tone == "quiet" else f"chart-box chart-box-{point.tone}"
    box = rectangle(css, (left, top), size, fill="none")
    sign = estimate(x(point.x[1]), y(point.y[1]), point.tone)
    parts = element("g", {"class": "chart-row"}, hover(told), box, sign)
    canvas.add(link(point.href, point.label, parts) if point.href else parts)


def _name(canvas: Canvas, point: QuadrantPoint, place: tuple[float, float], left: float) -> None:
    """Its words where there is room: beside it, above it, under it."""
    x, y = place
    words = shortened(clean(point.label), min(_LABEL_ROOM, canvas.width / 2.4), LABEL)
    half = text_width(words, LABEL) / 2
    for at, anchor in (
        ((x + 9, y + 4), "start"),
        ((x - 9, y + 4), "end"),
        ((x, y - 10), "middle"),
        ((x, y + 20), "middle"),
        ((x + 9, y - 10), "start"),
        ((x - 9, y + 20), "end"),
    ):
        begins = at[0] - {"start": 0.0, "middle": half, "end": 2 * half}[anchor]
        if begins >= left and canvas.is_free(text_box(at, words, size=LABEL, anchor=anchor), 3):
            canvas.text(at, words, "chart-label chart-halo", size=LABEL, anchor=anchor)
            return


def _legend(points: Sequence[QuadrantPoint], labels: QuadrantLabels) -> list[LegendItem]:
    words: tuple[tuple[Tone, str], ...] = (
        ("good", labels.good),
        ("bad", labels.bad),
        ("quiet", labels.quiet),
    )
    occurring = {point.tone for point in points}
    return [LegendItem(_sign(tone), word) for tone, word in words if tone in occurring and word]


def _sign(tone: Tone) -> Sign:
    return lambda x, y: estimate(x, y, tone)
