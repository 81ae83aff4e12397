"""Groups side by side: estimate, interval, number of answers, and a line to compare with."""

from collections.abc import Sequence
from functools import partial

from emptychair.charts.canvas import NARROW_BELOW, Alternative, Canvas, text_box
from emptychair.charts.legend import LegendItem, Sign, draw_legend, interval_sign, legend_height
from emptychair.charts.number_text import between, plain, signed
from emptychair.charts.refusals import require_interval, require_numbers, require_rows
from emptychair.charts.row_layout import (
    RowLayout,
    RowText,
    draw_headings,
    draw_row_text,
    row_layout,
)
from emptychair.charts.scale import Axis, Scale, axis_for
from emptychair.charts.shapes import line
from emptychair.charts.svg import clean, element, hover
from emptychair.charts.symbols import estimate
from emptychair.charts.types import Chart, ForestLabels, ForestRow, NumberText, Tone

_FOOT = 22.0


def forest(  # noqa: PLR0913 - the options of a drawing are all named
    rows: Sequence[ForestRow],
    *,
    title: str,
    description: str,
    labels: ForestLabels,
    reference: float | None = None,
    reference_label: str = "",
    unit_range: tuple[float, float] = (-100, 100),
    width: float = 720,
    write: NumberText = signed,
) -> Chart:
    """One line for each group in the order given; `reference` is drawn through all of them.

    The axis carries signs where the unit can be negative, which `unit_range` says.

    Raises:
        ValueError: no rows, a number that is not finite, or an interval that runs backwards.

    """
    _check(rows, reference)
    alternative = _alternative(rows, title, description, labels, write)
    narrow = width < NARROW_BELOW
    headings = (labels.value, labels.n) if narrow else (labels.value, labels.interval, labels.n)
    texts = [
        _row_text(row, told, narrow=narrow)
        for row, told in zip(rows, alternative.rows, strict=True)
    ]
    layout = row_layout(width, narrow=narrow, rows=texts, headings=headings)
    items = _legend(rows, labels, narrow=narrow)
    under = layout.bottom + _FOOT + 6
    canvas = Canvas("forest", width, under + legend_height(items, width), alternative)
    axis = _axis(rows, reference)
    x = Scale(axis.low, axis.high, layout.plot_left, layout.plot_right)
    draw_headings(canvas, layout, headings)
    write_tick = partial(signed if unit_range[0] < 0 else plain, decimals=axis.decimals)
    _draw_axis(canvas, axis, x, layout, write_tick)
    if reference is not None:
        _draw_reference(canvas, x(reference), reference_label, layout)
    for index, (row, text) in enumerate(zip(rows, texts, strict=True)):
        _draw_estimate(canvas, row, x, layout.middle(index), " ".join(alternative.rows[index]))
        draw_row_text(canvas, layout, index, text)
    draw_legend(canvas, items, 0, under)
    return canvas.chart()


def _axis(rows: Sequence[ForestRow], reference: float | None) -> Axis:
    known = [value for row in rows for value in (row.low, row.value, row.high)]
    return axis_for(known if reference is None else [*known, reference], ticks=6)


def _check(rows: Sequence[ForestRow], reference: float | None) -> None:
    require_rows(rows, "forest")
    require_numbers((reference,))
    for row in rows:
        require_numbers((row.value, row.low, row.high))
        require_interval(row.low, row.high, row.label)


def _alternative(
    rows: Sequence[ForestRow], title: str, description: str, labels: ForestLabels, write: NumberText
) -> Alternative:
    table = tuple(
        (
            row.label,
            write(row.value),
            between(labels.between, write(row.low), write(row.high)),
            plain(row.n),
            row.note,
        )
        for row in rows
    )
    header = (labels.row, labels.value, labels.interval, labels.n, labels.note)
    return Alternative(title, description, header, table)


def _row_text(row: ForestRow, told: tuple[str, ...], *, narrow: bool) -> RowText:
    label, value, interval, n, note = map(clean, told)
    css = f"chart-{row.tone}-text"
    if narrow:
        return RowText(label, (value, n), note, css, under=interval)
    return RowText(label, (value, interval, n), note, css)


def _draw_axis(canvas: Canvas, axis: Axis, x: Scale, layout: RowLayout, write: NumberText) -> None:
    bottom = layout.bottom
    for tick in axis.ticks:
        css = "chart-zero" if abs(tick) < axis.step / 2 else "chart-grid"
        for start, end in layout.lines:
            canvas.line((x(tick), start), (x(tick), end), css)
        words = write(tick)
        if canvas.is_free(text_box((x(tick), bottom + 16), words, size=12, anchor="middle"), 6):
            canvas.text((x(tick), bottom + 16), words, anchor="middle")


def _draw_reference(canvas: Canvas, x: float, words: str, layout: RowLayout) -> None:
    for start, end in layout.lines:
        canvas.line((x, start), (x, end), "chart-mark")
    room = layout.plot_right - layout.plot_left
    for anchor in ("middle", "start", "end"):
        box = text_box((x, 13), clean(words), size=12, anchor=anchor)
        if canvas.is_free(box, 8) and box.right - box.left <= room:
            canvas.text((x, 13), words, "chart-label", anchor=anchor)
            return


def _draw_estimate(canvas: Canvas, row: ForestRow, x: Scale, y: float, told: str) -> None:
    interval = line(f"chart-interval chart-interval-{row.tone}", (x(row.low), y), (x(row.high), y))
    sign = estimate(x(row.value), y, row.tone)
    canvas.add(element("g", {"class": "chart-row"}, hover(told), interval, sign))


def _legend(rows: Sequence[ForestRow], labels: ForestLabels, *, narrow: bool) -> list[LegendItem]:
    words: tuple[tuple[Tone, str], ...] = (
        ("good", labels.good),
        ("bad", labels.bad),
        ("quiet", labels.quiet),
    )
    occurring = {row.tone for row in rows}
    items = [LegendItem(_sign(tone), word) for tone, word in words if tone in occurring]
    return [*items, LegendItem(interval_sign, labels.interval)] if narrow else items


def _sign(tone: Tone) -> Sign:
    return lambda x, y: estimate(x, y, tone)
