"""How the answers from 0 to 10 are spread, with the three groups and their shares underneath."""

from collections.abc import Sequence
from dataclasses import dataclass

from emptychair.charts.canvas import LABEL, TEXT, Alternative, Canvas
from emptychair.charts.number_text import percent, plain
from emptychair.charts.refusals import require_rows
from emptychair.charts.shapes import polyline
from emptychair.charts.svg import hover
from emptychair.charts.symbols import block
from emptychair.charts.text_width import text_width
from emptychair.charts.types import Chart, DistributionLabels, Tone

_SCORES = 11
_TOP, _BOTTOM = 40.0, 74.0
_SHARE_SIZE = 15.0


@dataclass(frozen=True)
class _Group:
    word: str
    tone: Tone
    first: int
    last: int


def distribution(
    counts: Sequence[int],
    *,
    title: str,
    description: str,
    labels: DistributionLabels,
    groups: tuple[int, int] = (6, 8),
    width: float = 720,
    height: float = 260,
) -> Chart:
    """Bars for the answers 0 to 10; `groups` holds the last detractor and the last passive score.

    Two equal numbers mean that nobody is passive.

    Raises:
        ValueError: not eleven counts, a negative one, groups out of order, or no answers at all.

    """
    _check(counts, groups)
    parts = _groups(groups, labels)
    canvas = Canvas(
        "distribution", width, height, _alternative(counts, parts, title, description, labels)
    )
    slot = width / _SCORES
    for group in parts:
        for score in range(group.first, group.last + 1):
            _bar(canvas, counts, score, group)
        _bracket(canvas, group, sum(counts[group.first : group.last + 1]) / sum(counts), slot)
    floor = height - _BOTTOM
    canvas.line((0, floor), (width, floor), "chart-axis")
    return canvas.chart()


def _groups(groups: tuple[int, int], labels: DistributionLabels) -> list[_Group]:
    parts = (
        _Group(labels.detractors, "bad", 0, groups[0]),
        _Group(labels.passives, "quiet", groups[0] + 1, groups[1]),
        _Group(labels.promoters, "good", groups[1] + 1, _SCORES - 1),
    )
    return [part for part in parts if part.first <= part.last]


def _check(counts: Sequence[int], groups: tuple[int, int]) -> None:
    if len(counts) != _SCORES or min(counts) < 0:
        raise ValueError("Pass eleven counts, one for each answer from 0 to 10, none below zero.")
    if not 0 <= groups[0] <= groups[1] < _SCORES - 1:
        raise ValueError(f"The groups {groups} are out of order. Pass for example (6, 8).")
    require_rows([count for count in counts if count], "distribution")


def _alternative(
    counts: Sequence[int],
    parts: Sequence[_Group],
    title: str,
    description: str,
    labels: DistributionLabels,
) -> Alternative:
    total = sum(counts)
    rows = tuple(
        (str(score), plain(counts[score]), percent(counts[score] / total), group.word)
        for group in parts
        for score in range(group.first, group.last + 1)
    )
    header = (labels.score, labels.count, labels.share, labels.group)
    return Alternative(title, description, header, rows)


def _bar(canvas: Canvas, counts: Sequence[int], score: int, group: _Group) -> None:
    slot = canvas.width / _SCORES
    middle, floor = (score + 0.5) * slot, canvas.height - _BOTTOM
    tall = counts[score] / max(counts) * (floor - _TOP)
    count, share = plain(counts[score]), percent(counts[score] / sum(counts))
    wide = slot * (0.72 if not canvas.narrow else 0.78)
    words = hover(f"{score}: {count} ({share}) {group.word}")
    canvas.add(
        block((middle - wide / 2, floor - tall), (wide, tall), group.tone, canvas.hatch, words)
    )
    canvas.text((middle, floor + 18), str(score), "chart-label", anchor="middle")
    canvas.text((middle, floor - tall - 6), share, anchor="middle", room=slot)
    if all(text_width(plain(each), LABEL, bold=True) <= slot - 4 for each in counts):
        canvas.text(
            (middle, floor - tall - 8 - TEXT - 2), count, "chart-label",
            size=LABEL, anchor="middle", bold=True,
        )  # fmt: skip


def _bracket(canvas: Canvas, group: _Group, share: float, slot: float) -> None:
    left, right = group.first * slot + 4, (group.last + 1) * slot - 4
    y = canvas.height - _BOTTOM + 28
    places = [(left, y), (left, y + 5), (right, y + 5), (right, y)]
    canvas.add(polyline(f"chart-bracket chart-bracket-{group.tone}", places))
    middle, room = (left + right) / 2, right - left + 4
    css = f"chart-{group.tone}-text"
    words = percent(share)
    fits = text_width(words, _SHARE_SIZE, bold=True) <= room
    size = _SHARE_SIZE if fits else TEXT
    canvas.text((middle, y + 24), words, css, size=size, anchor="middle", bold=fits)
    canvas.text((middle, y + 41), group.word, anchor="middle", room=room)
