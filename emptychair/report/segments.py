"""Segments under false-discovery control, what to fix first, and mix against rate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import ibis.expr.types as ir

from emptychair.report.figures import MOST_VALUES_OF_A_COLUMN, Figures, less
from emptychair.report.sentences import (
    TOO_FEW_TO_RANK,
    estimate_of,
    fix_sentence,
    mix_sentence,
    since_sentence,
)
from emptychair.report.trend import SIGNIFICANT, change_between
from emptychair.report.types import Change, Fix, Mix, Segment, Shift
from emptychair.report.wording import joined, span
from emptychair.stats import (
    NpsCounts,
    SegmentEffect,
    benjamini_hochberg,
    league_table,
    mix_and_rate,
    segment_effect,
)

YEAR = timedelta(days=365)
SHORTEST_SPAN = timedelta(days=120)
MOST_FIXES = 8
MOST_WORDS_TO_FIX = 3
MOST_SHOWN = 15
FEWEST_IN_A_LEAGUE = 3


@dataclass(frozen=True)
class Group:
    """One value of one column, and everybody else."""

    kind: str
    column: str
    field: str
    name: str
    inside: NpsCounts
    rest: NpsCounts

    @property
    def effect(self) -> SegmentEffect:
        """What the group does to the total."""
        return segment_effect(self.inside, self.rest)

    @property
    def is_comparable(self) -> bool:
        """Whether both sides are large enough to be ranked."""
        return min(self.inside.n, self.rest.n) >= TOO_FEW_TO_RANK


def columns_to_cut(figures: Figures) -> dict[str, tuple[str, str]]:
    """Column of the table to (kind, name that the reader knows)."""
    columns = {name: ("segment", header) for name, header in figures.answers.dimensions.items()}
    if "touchpoint" in figures.answers.present:
        header = figures.answers.header_of("touchpoint")
        return {"touchpoint": ("touchpoint", header), **columns}
    return columns


def groups(figures: Figures, answers: ir.Table | None = None) -> Iterator[Group]:
    """Every value of every column that is worth a comparison."""
    for column, (kind, header) in columns_to_cut(figures).items():
        counted = figures.counts_by(column, answers)
        if len(counted) < 2:
            continue
        whole = figures.counts(answers)
        for name, inside in counted.items():
            yield Group(kind, column, header, name, inside, less(whole, inside))


def segment_table(figures: Figures) -> tuple[Segment, ...]:
    """Every segment with its score; verdicts only where both sides are large enough."""
    found = list(groups(figures))
    comparable = [group for group in found if group.is_comparable]
    effects = {id(group): group.effect for group in comparable}
    adjusted: dict[int, float] = {}
    if comparable:
        p_values = benjamini_hochberg([effects[id(group)].p_value for group in comparable])
        adjusted = {id(g): float(p) for g, p in zip(comparable, p_values, strict=True)}
    shrunk = _shrunk(found)
    shown: dict[str, int] = {}
    segments = []
    for group in found:
        shown[group.column] = shown.get(group.column, 0) + 1
        if shown[group.column] <= MOST_SHOWN:
            segments.append(_segment(group, adjusted.get(id(group)), shrunk))
    return tuple(segments)


def _shrunk(found: list[Group]) -> dict[tuple[str, str], float]:
    """Scores drawn to the mean of their column by how little is known of them, for ranking."""
    columns: dict[str, dict[str, NpsCounts]] = {}
    for group in found:
        columns.setdefault(group.column, {})[group.name] = group.inside
    return {
        (column, row.name): round(row.shrunk, 2)
        for column, counted in columns.items()
        if len(counted) >= FEWEST_IN_A_LEAGUE
        for row in league_table(counted)
    }


def _segment(group: Group, adjusted: float | None, shrunk: dict[tuple[str, str], float]) -> Segment:
    gap = change_between(group.rest, group.inside) if group.rest.n and group.inside.n else None
    verdict = "too-few"
    if adjusted is not None and gap is not None:
        verdict = "cannot-tell"
        if adjusted < SIGNIFICANT:
            verdict = "lower" if gap.estimate < 0 else "higher"
    return Segment(
        field=group.field,
        name=group.name,
        score=estimate_of(*group.inside),
        gap=gap,
        adjusted_p=adjusted,
        verdict=verdict,
        shrunk=shrunk.get((group.column, group.name)),
    )


def start_of_fixes(figures: Figures) -> datetime | None:
    """A year before the last answer: what hurts now, not what hurt once. None without dates."""
    return None if figures.last is None else figures.last - YEAR


def window_of_fixes(figures: Figures) -> ir.Table:
    """The answers in which things to fix are looked for."""
    start = start_of_fixes(figures)
    if start is None or figures.last is None:
        return figures.scored
    return figures.between(start, figures.last + timedelta(days=1))


def fixes(
    figures: Figures, word_groups: list[Group], shifts: tuple[Shift, ...]
) -> list[tuple[Group, SegmentEffect, float]]:
    """Groups that pull the total down by more than chance, the heaviest first.

    Touchpoints, segments and words are one family for Benjamini-Hochberg.
    """
    shifted = {group.name: group for group in _counted_since(figures, shifts)}
    now = groups(figures, window_of_fixes(figures))
    found = [
        *(shifted.get(g.name, g) if g.kind == "touchpoint" else g for g in now),
        *word_groups,
    ]
    comparable = [group for group in found if group.is_comparable]
    if not comparable:
        return []
    effects = [group.effect for group in comparable]
    adjusted = benjamini_hochberg([effect.p_value for effect in effects])
    heavy = [
        (group, effect, float(p_value))
        for group, effect, p_value in zip(comparable, effects, adjusted, strict=True)
        if p_value < SIGNIFICANT and effect.effect < 0
    ]
    heavy.sort(key=lambda item: item[1].effect)
    words = [item for item in heavy if item[0].kind == "words"][:MOST_WORDS_TO_FIX]
    others = [item for item in heavy if item[0].kind != "words"][: MOST_FIXES - len(words)]
    return sorted([*others, *words], key=lambda item: item[1].effect)


def _counted_since(figures: Figures, shifts: tuple[Shift, ...]) -> Iterator[Group]:
    """Touchpoints that changed, counted since then: the months before tell of another one."""
    if figures.last is None:
        return
    for shift in shifts:
        start = datetime.fromisoformat(f"{shift.since}-01")
        since = figures.between(start, figures.last + timedelta(days=1))
        inside = figures.counts(since.filter(since.touchpoint == shift.touchpoint))
        rest = less(figures.counts(since), inside)
        header = figures.answers.header_of("touchpoint")
        yield Group("touchpoint", "touchpoint", header, shift.touchpoint, inside, rest)


def as_fix(
    group: Group,
    effect: SegmentEffect,
    adjusted: float,
    *,
    voices: tuple[str, ...],
    shifts: tuple[Shift, ...],
) -> Fix:
    """A group to fix, in words; a touchpoint that changed says since when."""
    limits = (round(effect.effect, 2), round(effect.low, 2), round(effect.high, 2))
    return Fix(
        kind=group.kind,
        field=group.field,
        name=group.name,
        n=group.inside.n,
        share=round(effect.share, 4),
        score=estimate_of(*group.inside),
        gap=change_between(group.rest, group.inside),
        effect=round(effect.effect, 2),
        effect_low=round(effect.low, 2),
        effect_high=round(effect.high, 2),
        adjusted_p=adjusted,
        sentence=joined(
            fix_sentence(group.kind, limits, group.inside.n, effect.share), *_since(group, shifts)
        ),
        voices=voices,
    )


def _since(group: Group, shifts: tuple[Shift, ...]) -> Iterator[str]:
    for shift in shifts:
        if group.kind == "touchpoint" and shift.touchpoint == group.name:
            yield since_sentence(shift)


def strongest_mix(figures: Figures) -> Mix | None:
    """A year against the year before it, along the column whose mix moved the total most.

    Up to three years back from the last answer; two halves when there is less than two years.
    """
    splits = [
        (names, header, split)
        for before, after, names in _windows(figures)
        for header, split in _splits(figures, before, after)
    ]
    if not splits:
        return None
    names, header, (total, mix, rate) = max(splits, key=lambda found: abs(found[2][1]))
    return Mix(
        field=header,
        before=names[0],
        after=names[1],
        total=total.estimate,
        mix=round(mix, 2),
        rate=round(rate, 2),
        low=total.low,
        high=total.high,
        sentence=mix_sentence(header, names, total, mix, rate),
    )


def _splits(
    figures: Figures, before: ir.Table, after: ir.Table
) -> Iterator[tuple[str, tuple[Change, float, float]]]:
    for column, (_kind, header) in columns_to_cut(figures).items():
        earlier, later = figures.counts_by(column, before), figures.counts_by(column, after)
        if max(len(earlier), len(later)) >= MOST_VALUES_OF_A_COLUMN:
            continue
        if earlier.keys() & later.keys() and len(earlier.keys() | later.keys()) > 1:
            blanks = figures.blanks(column, before), figures.blanks(column, after)
            yield header, _split({**earlier, "": blanks[0]}, {**later, "": blanks[1]})


def _split(
    earlier: dict[str, NpsCounts], later: dict[str, NpsCounts]
) -> tuple[Change, float, float]:
    parts = mix_and_rate(earlier, later)
    total = change_between(_all_of(earlier), _all_of(later))
    return total, parts.mix, parts.rate


def _all_of(counted: dict[str, NpsCounts]) -> NpsCounts:
    return NpsCounts(*(sum(column) for column in zip(*counted.values(), strict=True)))


def _windows(figures: Figures) -> Iterator[tuple[ir.Table, ir.Table, tuple[str, str]]]:
    first, last = figures.first, figures.last
    if first is None or last is None or last - first < SHORTEST_SPAN:
        return
    length = min(YEAR, timedelta(days=((last - first) / 2).days))
    end = datetime(last.year, last.month, last.day) + timedelta(days=1)  # noqa: DTZ001 - local, as the file is
    while end - 2 * length >= first - timedelta(days=31):
        middle, start = end - length, end - 2 * length
        before, after = figures.between(start, middle), figures.between(middle, end)
        if min(figures.counts(before).n, figures.counts(after).n) >= TOO_FEW_TO_RANK:
            yield before, after, (_span(start, middle), _span(middle, end))
        end = middle


def _span(start: datetime, end: datetime) -> str:
    """The days from `start` up to, not including, the day of `end`."""
    return span(start, end - timedelta(days=1))
