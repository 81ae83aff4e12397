"""A year of mornings in made-up workspaces where nothing changed: how many hear a false alarm?
And where a score falls by ten points: after how many days is it told?

    .venv/bin/python bench/alerts.py [--workspaces 400] [--write]

Answers are drawn for each day from the same chances all year, the reference year too. `--write`
puts the tables between the markers in docs/algorithms/change-watched.md.
"""

import argparse
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from emptychair.alerts.rules.looking import Looks, replay
from emptychair.alerts.rules.material import Block, Material, MonthHeard, Stream, Wishes
from emptychair.alerts.types import Kind
from emptychair.stats import wilson

FIRST, START, END = date(2024, 1, 1), date(2026, 1, 1), date(2027, 1, 1)
DAYS = (END - FIRST).days
EVERYTHING = Wishes(kinds=frozenset(Kind.values), interest=0.0)  # every change, however small
USUAL = Wishes(kinds=frozenset(Kind.values))
SHARES = {"usual": (0.3, 0.35, 0.35), "japanese": (0.45, 0.4, 0.15), "loved": (0.04, 0.16, 0.8)}
WEEK = np.array([1.1, 1.0, 1.0, 1.0, 1.2, 0.8, 0.6])
PAGE = Path(__file__).parents[1] / "docs/algorithms/change-watched.md"
MARKS = ("<!-- measured by bench/alerts.py -->", "<!-- end of measured -->")


@dataclass(frozen=True)
class Size:
    """A kind of workspace: answers a day, touchpoints, segments, tags."""

    name: str
    a_day: float
    touchpoints: int
    segments: int
    tags: int
    shares: str = "usual"
    waves: bool = False  # most answers come in a few weeks
    uneven: float = 0.0  # how much days differ beyond chance, in how many answer


SIZES = (
    Size("2 answers a day, 3 touchpoints", 2, 3, 2, 3),
    Size("10 a day, 8 touchpoints", 10, 8, 4, 8),
    Size("10 a day, Japanese scores", 10, 8, 4, 8, "japanese"),
    Size("30 a day, nearly all promoters", 30, 8, 4, 8, "loved"),
    Size("50 a day, 20 touchpoints, uneven days", 50, 20, 6, 20, uneven=0.4),
    Size("50 a day on average, in waves", 50, 8, 4, 8, waves=True),
    Size("300 a day, 20 touchpoints", 300, 20, 6, 20),
)


def noise(
    size: Size, chance: np.random.Generator, *, drop: tuple[int, float] | None = None
) -> Material:
    """Three years of a workspace. `drop`: from this day on so many NPS points less, everywhere."""
    by_place = _answers(size, chance, drop)
    scores = _score_block(size, by_place, chance)
    counts = _count_block(scores, size)
    tags = _tags(size, by_place, chance)
    return Material(
        scores=(scores,), counts=counts, tags=tags, rates=_rates(size, chance), heard=_heard(chance)
    )


def _answers(size: Size, chance: np.random.Generator, drop: tuple[int, float] | None) -> np.ndarray:
    """Places, days, and low, middle and high answers."""
    weights = chance.dirichlet(np.full(size.touchpoints, 2.0))
    daily = WEEK[np.arange(DAYS) % 7] * size.a_day
    if size.waves:
        daily = np.where(np.arange(DAYS) % 91 < 7, daily * 11, daily * 2 / 12)
    if size.uneven:
        daily = daily * chance.gamma(1 / size.uneven, size.uneven, DAYS)
    n = chance.poisson(weights[:, None] * daily[None, :])
    low, _middle, high = SHARES[size.shares]
    found = np.stack(_split(n, low, high, chance), axis=-1)
    if drop:
        day, points = drop
        moved = points / 200  # of the promoters become detractors
        found[:, day:] = np.stack(_split(n[:, day:], low + moved, high - moved, chance), axis=-1)
    return found


def _split(n: np.ndarray, low: float, high: float, chance: np.random.Generator) -> list[np.ndarray]:
    lows = chance.binomial(n, low)
    highs = chance.binomial(n - lows, high / (1 - low))
    return [lows, n - lows - highs, highs]


def _score_block(size: Size, answers: np.ndarray, chance: np.random.Generator) -> Block:
    share = chance.dirichlet(np.full(size.segments, 2.0))
    by_segment = np.zeros((size.segments, *answers.shape[1:]))
    left, rest = answers.sum(axis=0), 1.0
    for number in range(size.segments):
        part = (
            left
            if number == size.segments - 1
            else chance.binomial(left, min(1, share[number] / rest))
        )
        by_segment[number], left, rest = part, left - part, max(rest - share[number], 1e-9)
    whole = np.concatenate([answers.sum(axis=0, keepdims=True), answers, by_segment]).astype(float)
    streams = (
        Stream("company", "", "nps"),
        *(Stream("touchpoint", str(one), "nps") for one in range(size.touchpoints)),
        *(Stream("segment", str(one), "nps") for one in range(size.segments)),
    )
    low, _middle, high = (whole[..., one] for one in range(3))
    return Block(
        FIRST, streams, whole.sum(axis=-1), 100 * (high - low), 1e4 * (high + low), low, 40.0
    )


def _count_block(scores: Block, size: Size) -> Block:
    rows = slice(1, 1 + size.touchpoints)
    return Block(
        FIRST, scores.streams[rows], scores.n[rows], scores.total[rows], scores.squares[rows],
        scores.low[rows],
    )  # fmt: skip


def _tags(size: Size, answers: np.ndarray, chance: np.random.Generator) -> Block:
    n = np.repeat(answers.sum(axis=(0, 2))[None, :], size.tags, axis=0)
    tagged = chance.binomial(n, chance.uniform(0.005, 0.1, (size.tags, 1)))
    none = np.zeros_like(n, dtype=float)
    streams = tuple(Stream("tag", str(one)) for one in range(size.tags))
    return Block(FIRST, streams, n.astype(float), none, none, tagged.astype(float))


def _rates(size: Size, chance: np.random.Generator) -> Block:
    asked = chance.poisson(2 * size.a_day, (2, DAYS))
    total = 100.0 * chance.binomial(asked, 0.25)
    return Block(
        FIRST, (Stream("survey", "1"), Stream("survey", "2")), asked.astype(float), total,
        100 * total, asked - total / 100, 20.0,
    )  # fmt: skip


def _heard(chance: np.random.Generator) -> tuple[MonthHeard, ...]:
    found = []
    for month in range(1, 13):
        now, before = (int(one) for one in chance.binomial(2000, 0.25, 2))
        found.append(MonthHeard(date(2026, month, 1), 2000, now, 2000, before))
    return tuple(found)


def false_alarms(size: Size, workspaces: int, seed: int) -> tuple[int, int, Counter[str]]:
    """How many workspaces heard one in the year, one of five points or more, and of which kinds."""
    hit, large, kinds = 0, 0, Counter[str]()
    for number in range(workspaces):
        chance = np.random.default_rng([seed, number])
        told = replay(Looks(noise(size, chance), EVERYTHING), first=START, end=END)
        hit += bool(told)
        large += any(one.kind in {"counts", "tag"} or abs(one.estimate) >= 5 for one in told)
        kinds.update({one.kind for one in told})
    return hit, large, kinds


def days_until_told(size: Size, points: float, workspaces: int, seed: int) -> list[int | None]:
    """From the day of a drop everywhere to the alert of the company's score."""
    found: list[int | None] = []
    only = replace(USUAL, kinds=frozenset({"score"}))
    for number in range(workspaces):
        chance = np.random.default_rng([seed, number, 1])
        start = START + timedelta(days=int(chance.integers(0, 28)))
        material = noise(size, chance, drop=((start - FIRST).days, points))
        looks = Looks(material, only)
        told = replay(looks, first=start, end=END)
        mine = [one for one in told if one.stream.place_kind == "company" and not one.is_good]
        found.append((mine[0].first_seen - start).days if mine else None)
    return found


def noise_table(workspaces: int) -> str:
    """One line a size."""
    lines = [
        (
            "| workspace | workspaces | any false alarm in a year | 95% interval | "
            "told at 5 points or more | by kind |"
        ),
        "|---|---|---|---|---|---|",
    ]
    for number, size in enumerate(SIZES):
        begun = time.perf_counter()
        hit, large, kinds = false_alarms(size, workspaces, number)
        share = wilson(hit, workspaces)
        by_kind = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()) or "none"
        lines.append(
            f"| {size.name} | {workspaces} | {100 * hit / workspaces:.1f}% | "
            f"{100 * share.low:.1f} to {100 * share.high:.1f}% | "
            f"{100 * large / workspaces:.1f}% | {by_kind} |"
        )
        print(lines[-1], f"{time.perf_counter() - begun:.0f} s", flush=True)
    return "\n".join(lines)


def power_table(workspaces: int) -> str:
    """How soon a drop is told, by how many answer."""
    lines = [
        (
            "| answers a day | drop of 10 points: told after (median days) | within the year | "
            "drop of 20 points | within the year |"
        ),
        "|---|---|---|---|---|",
    ]
    for a_day in (2, 5, 10, 30, 100, 300):
        size = Size("", a_day, 8, 4, 0)
        cells = []
        for points in (10.0, 20.0):
            days = days_until_told(size, points, workspaces, a_day)
            seen = [one for one in days if one is not None]
            inside = 100 * len(seen) / len(days)
            half = sorted(one if one is not None else 10**6 for one in days)[len(days) // 2]
            cells.append(f"{half if half < 10**6 else 'more than a year'} | {inside:.0f}%")
        lines.append(f"| {a_day} | {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and perhaps write."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--workspaces", type=int, default=400)
    asked.add_argument("--power", type=int, default=60)
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    told = f"{noise_table(given.workspaces)}\n\n{power_table(given.power)}"
    if given.write:
        text = PAGE.read_text(encoding="utf-8")
        head, rest = text.split(MARKS[0])
        tail = rest.split(MARKS[1])[1]
        PAGE.write_text(f"{head}{MARKS[0]}\n\n{told}\n\n{MARKS[1]}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
