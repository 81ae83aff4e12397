"""Truth by simulation of synthetic control: what is told, how often it holds, warns and refuses.

    python -m bench.effect_mixture                 2,000 of each world, writes the tables into
                                                   docs/algorithms/effects-series.md
    python -m bench.effect_mixture --companies 100 --no-write

Each is read as the product reads it: others that lack five answers in a point are left out, and
who answered is checked. Where a check is broken the product says "cannot be told". Seeded.
"""

import argparse
import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from bench.effect_synthetic import MOVING, STILL, HeardMixture, MixtureWorld, heard_mixture
from emptychair.effects.rules.mix_of_synthetic import synthetic_told
from emptychair.effects.rules.rows import Rows, ordinal
from emptychair.effects.rules.series import LEAST_A_POINT, Series
from emptychair.stats import Effect, StatsError, synthetic_effect

PAGE = Path(__file__).parents[1] / "docs/algorithms/effects-series.md"
BEGIN, END = "<!-- bench/effect_mixture.py begins -->", "<!-- bench/effect_mixture.py ends -->"
SEED = 20261124
HEADS = (("Who answers stays as it was", STILL), ("Others answer from the start on", MOVING))


@dataclass(frozen=True)
class Line:
    """What came of one world: shares, errors and widths in points."""

    name: str
    refused: float
    holds: float  # of all that are not refused
    error: float
    width: float
    far: float  # the check of the fit is broken
    moved: float  # that of who answered
    told: float  # of what is told, no check being broken
    number: int

    @property
    def right(self) -> bool:
        """What is told holds in 93 to 97 of 100, but for three standard errors; few say nothing."""
        slack = 3 * np.sqrt(0.05 * 0.95 / max(1, self.number))
        return bool(0.93 - slack <= self.told <= 0.97 + slack)


def read(world: MixtureWorld, heard: HeardMixture) -> Effect:
    """As the product reads it."""
    places, points = world.donors + 1, world.before + world.after
    shape, key = (places, points), heard.place * points + heard.point
    n = np.bincount(key, minlength=places * points).reshape(shape)
    line = np.bincount(key, heard.y, places * points).reshape(shape) / np.maximum(n, 1)
    days = tuple(date(2020 + m // 12, m % 12 + 1, 1) for m in range(points))
    there = np.flatnonzero((n[1:] >= LEAST_A_POINT).all(axis=1)) + 1
    found = synthetic_effect(line[0], line[there], before=world.before)
    day = np.array([ordinal(each) for each in days])[heard.point]
    nobody = np.zeros(len(day), dtype=np.int64)
    rows = Rows(heard.y, nobody, nobody, nobody, heard.place + 1, day, {"segment": heard.kind},
                {"segment": ("one", "other")})  # fmt: skip
    own = Series(days, line[0], n[0], world.before, "month")
    weights = dict(zip((there + 1).tolist(), found.weights, strict=True))
    return synthetic_told(rows, 1, own, weights, found)[0]


def measure(world: MixtureWorld, number: int, companies: int) -> Line:
    """One world."""
    found = []
    for company in range(companies):
        heard = heard_mixture(world, np.random.default_rng([SEED, number, company]))
        try:
            effect = read(world, heard)
        except StatsError:
            continue
        kept = {check.name: check.passed for check in effect.checks}
        found.append((
            effect.low <= world.effect <= effect.high, effect.estimate - world.effect,
            effect.high - effect.low, not kept["close-before"], not kept["mix-moved"],
        ))  # fmt: skip
    table = np.array(found, dtype=float)
    told = table[:, 3] + table[:, 4] == 0
    holds, error, width, far, moved = table.mean(axis=0)
    return Line(
        world.name, 1 - len(table) / companies, holds, error, width, far, moved,
        float(table[told, 0].mean()) if told.any() else np.nan, int(told.sum()),
    )  # fmt: skip


def table_of(lines: list[Line]) -> str:
    """One line a world, as Markdown."""
    heads = ("world", "refused", "holds", "error", "width", "far before", "others answer", "told",
             "of what is told holds")  # fmt: skip
    rows = [f"| {' | '.join(heads)} |", "| --- |" + " ---: |" * (len(heads) - 1)]
    rows += [
        f"| {one.name} | {one.refused:.0%} | {one.holds:.1%} | {one.error:+.1f} | "
        f"{one.width:.0f} | {one.far:.0%} | {one.moved:.0%} | {one.number:,} | {one.told:.1%} |"
        for one in lines
    ]
    return "\n".join(rows)


def main() -> None:
    """Measure every world, print the tables, and write them into the page."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--companies", type=int, default=2000)
    asked.add_argument("--no-write", action="store_true")
    given = asked.parse_args()
    text, lines = "", list[Line]()
    for start, (head, worlds) in zip((0, 100), HEADS, strict=True):
        found = []
        for number, world in enumerate(worlds, start):
            found.append(measure(world, number, given.companies))
            print(table_of(found[-1:]).split("\n")[-1], file=sys.stderr, flush=True)
        text += f"{head}, {given.companies:,} of each:\n\n{table_of(found)}\n\n"
        lines += found
    print(text)
    if not given.no_write:
        page = PAGE.read_text(encoding="utf-8")
        pattern = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
        block = f"{BEGIN}\n{text.strip()}\n{END}"
        PAGE.write_text(pattern.sub(lambda _: block, page), encoding="utf-8")
    if wrong := [one.name for one in lines if not one.right]:
        sys.exit(f"What is told does not hold as promised: {wrong}")


if __name__ == "__main__":
    main()
