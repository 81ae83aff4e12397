"""Truth by simulation for one series: do its intervals hold the planted effect?

    python -m bench.series                     2,000 series of each world, writes the tables into
                                               docs/algorithms/effects-series.md
    python -m bench.series --series 500 --no-write
    python -m bench.series --chosen --series 500     without a look at those of the judgement

First the worlds in which the constants were chosen, then those that had no part in it
(`bench/series_worlds.py`). Thousands of series are read at once, with the product's own matrices;
some of each world are read by `interrupted_effect` itself, which must say the same. Seeded.
"""

import argparse
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import stdtr

from bench.effect_worlds import Floats
from bench.series_worlds import EARLIER, World, choosing, drawn, judging
from emptychair.stats.effects.interrupted import (
    _design,
    _whiteners,
    interrupted_effect,
    noise_of_answers,
    steps_of,
    stretch_of,
)

PAGE = Path(__file__).parents[1] / "docs/algorithms/effects-series.md"
BEGIN, END = "<!-- bench/series.py begins -->", "<!-- bench/series.py ends -->"
SEEDS = {"choosing": 20261122, "earlier": 20261127, "judging": 20261215}
COMPARED = 4
LOW, HIGH = 0.93, 0.97


@dataclass(frozen=True)
class Held:
    """How often the intervals of a world held the truth."""

    world: World
    share: float
    error: float  # mean of the estimate less the truth


def read(world: World, series: Floats, truth: Floats) -> tuple[Floats, Floats]:
    """For each series the probability below the truth, and the estimate."""
    n = world.points
    time = steps_of(n, world.before, world.left_out)
    design, noise = _design(time, world.before, world.season), noise_of_answers(world.asked, n)
    likeness, whiteners, logs = _whiteners(noise, time, world.reckoned)
    x = whiteners @ design
    gram = x.transpose(0, 2, 1) @ x
    inverse, free = np.linalg.inv(gram), n - design.shape[1]
    takes = np.einsum("kp,klp,kln->kn", inverse[:, 2], x, whiteners)
    rest = whiteners - x @ (inverse @ x.transpose(0, 2, 1) @ whiteners)
    rss = np.stack([np.square(series @ one.T).sum(axis=1) for one in rest], axis=1)
    log_weight = -logs - 0.5 * np.linalg.slogdet(gram)[1] - free / 2 * np.log(rss)
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    centre, error = series @ takes.T, np.sqrt(rss / free * inverse[:, 2, 2])
    mean = (weight * centre).sum(axis=1)
    stretch = stretch_of(weight, likeness, world.reckoned, time, world.before, noise)
    plain = mean + (truth - mean) / stretch
    return (weight * stdtr(free, (plain[:, None] - centre) / error)).sum(axis=1), mean


def measure(world: World, series: int, seed: tuple[int, int]) -> Held:
    """One world. Raises `SystemExit` where the product itself says something else."""
    y, truth = drawn(world, np.random.default_rng(seed), series)
    below, mean = read(world, y, truth)
    held = (below >= 0.025) & (below <= 0.975)
    for number in range(min(COMPARED, series)):
        own = interrupted_effect(
            y[number], before=world.before, season=world.season, year=world.reckoned,
            left_out=world.left_out, answers=world.asked,
        )  # fmt: skip
        if (own.low <= truth[number] <= own.high) != held[number]:
            sys.exit(f"The product reads a series of {world} otherwise than the bench.")
    return Held(world, float(held.mean()), float((mean - truth).mean()))


def measured(worlds: Iterable[World], series: int, seed: int) -> list[Held]:
    """Every world, each with chances of its own."""
    return [measure(world, series, (seed, number)) for number, world in enumerate(worlds)]


def table(found: list[Held]) -> str:
    """One line a family."""
    lines = [
        "| series | worlds | lowest | median | highest | under 93 | over 97 |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    families = dict.fromkeys(one.world.family for one in found)
    lines += [_line(name, [one for one in found if one.world.family == name]) for name in families]
    weeks = [one for one in found if one.world.year]
    return "\n".join([*lines, _line("all that are weeks", weeks), _line("all", found)])


def _line(name: str, found: list[Held]) -> str:
    shares = np.array([one.share for one in found])
    low, middle, high = (f"{100 * one:.1f}%" for one in np.quantile(shares, (0, 0.5, 1)))
    outside = f"{(shares < LOW).sum()} | {(shares > HIGH).sum()}"
    return f"| {name} | {len(found)} | {low} | {middle} | {high} | {outside} |"


def main() -> None:
    """Measure both sets, print them, and write them into the page."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--series", type=int, default=2000)
    asked.add_argument("--chosen", action="store_true", help="the worlds of the choice only")
    asked.add_argument("--no-write", action="store_true")
    given = asked.parse_args()
    chosen = measured(choosing(), given.series, SEEDS["choosing"])
    for number, one in enumerate(EARLIER):
        chosen += measured(judging(one), given.series, SEEDS["earlier"] + number)
    if given.chosen:
        sys.exit(table(chosen))
    judged = measured(judging(), given.series, SEEDS["judging"])
    text = (
        f"The worlds of the choice, {given.series:,} series each:\n\n{table(chosen)}\n\n"
        f"Worlds that had no part in it, {given.series:,} series each:\n\n{table(judged)}"
    )
    print(text)
    for one in judged:
        if not LOW <= one.share <= HIGH:
            print(f"{one.share:.3f} {one.error:+.2f} {one.world}")
    if not given.no_write:
        page = PAGE.read_text(encoding="utf-8")
        pattern = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
        PAGE.write_text(pattern.sub(lambda _: f"{BEGIN}\n{text}\n{END}", page), encoding="utf-8")
    slack = 3 * np.sqrt(0.05 * 0.95 / given.series)
    if low := [one.world for one in chosen if one.share < LOW - slack]:
        sys.exit(f"These intervals hold less than they promise: {low}")


if __name__ == "__main__":
    main()
