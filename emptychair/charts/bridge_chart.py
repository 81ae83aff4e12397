"""A bridge: from one sum to another by what came and went, each bar where the last one ended."""

from collections.abc import Sequence

from emptychair.charts.canvas import NARROW_BELOW, Alternative, Canvas
from emptychair.charts.number_text import signed
from emptychair.charts.refusals import require_numbers, require_rows
from emptychair.charts.row_layout import RowText, draw_headings, draw_row_text, row_layout
from emptychair.charts.scale import Scale, axis_for
from emptychair.charts.svg import clean, hover
from emptychair.charts.symbols import block
from emptychair.charts.types import BridgeLabels, BridgeStep, Chart, NumberText, Tone

_THICK = 14.0
_LEAST_SHARE = 0.02  # of the largest sum: a small step is still seen


def bridge(
    steps: Sequence[BridgeStep],
    *,
    title: str,
    description: str,
    labels: BridgeLabels,
    width: float = 720,
    write: NumberText = signed,
    write_change: NumberText = signed,
) -> Chart:
    """One row a step. A `total` stands from zero, a change hangs where the last step ended.

    Where changes are small beside the sums the axis does not begin at zero; the description is to
    say so.

    Raises:
        ValueError: no steps, or a number that is not finite.

    """
    require_rows(steps, "bridge")
    require_numbers(one.value for one in steps)
    told = [_written(one, write, write_change) for one in steps]
    alternative = Alternative(
        title, description, (labels.step, labels.value, labels.n), tuple(told)
    )
    narrow = width < NARROW_BELOW
    headings = (labels.value, labels.n)
    texts = [_text(one, row) for one, row in zip(steps, told, strict=True)]
    layout = row_layout(width, narrow=narrow, rows=texts, headings=headings)
    canvas = Canvas("bridge", width, layout.bottom + 4, alternative)
    edges = _edges(steps)
    x = _scale(edges, layout.plot_left, layout.plot_right)
    draw_headings(canvas, layout, headings)
    for index, (one, (start, end)) in enumerate(zip(steps, edges, strict=True)):
        left, right = sorted((x(start), x(end)))
        size = (max(2.0, right - left), _THICK)
        place = (left, layout.middle(index) - _THICK / 2)
        words = hover(" ".join(told[index]))
        canvas.add(block(place, size, _tone(one), canvas.hatch, words))
        draw_row_text(canvas, layout, index, texts[index])
        if index + 1 < len(steps) and not narrow:
            edge, next_edge = x(end), layout.middle(index + 1)
            canvas.line((edge, layout.middle(index)), (edge, next_edge), "chart-mark")
    return canvas.chart()


def _edges(steps: Sequence[BridgeStep]) -> list[tuple[float, float]]:
    """Where each bar begins and ends."""
    ends: list[float] = []
    for one in steps:
        ends.append(one.value if one.total or not ends else ends[-1] + one.value)
    starts = [0.0, *ends[:-1]]
    return [
        (0.0 if one.total else start, end)
        for one, start, end in zip(steps, starts, ends, strict=True)
    ]


def _scale(edges: Sequence[tuple[float, float]], left: float, right: float) -> Scale:
    """From below the lowest level that a change reaches: a bar of a sum is cut there."""
    changes = [value for start, end in edges if start != 0.0 for value in (start, end)]
    highest = max(max(one) for one in edges)
    lowest = min([*changes, *(end for _, end in edges)])
    spread = max(highest - lowest, highest * _LEAST_SHARE)
    low = max(0.0, lowest - spread) if lowest > 0 else min(0.0, lowest)
    axis = axis_for([low, highest], ticks=1)
    return Scale(low, max(axis.high, low + 1e-9), left, right)


def _tone(one: BridgeStep) -> Tone:
    if one.total:
        return "quiet"
    return "good" if one.value >= 0 else "bad"


def _written(one: BridgeStep, write: NumberText, write_change: NumberText) -> tuple[str, str, str]:
    words = write(one.value) if one.total else write_change(one.value)
    return (clean(one.label), words, "" if one.n is None else f"{one.n:,}")


def _text(one: BridgeStep, row: tuple[str, str, str]) -> RowText:
    return RowText(row[0], row[1:], "", f"chart-{_tone(one)}-text")
