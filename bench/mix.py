"""Truth by simulation where other customers answer than before: as answered, and at a fixed mix.

    python -m bench.mix                    2,000 of each world, writes the tables into
                                           docs/algorithms/effects-fixed-mix.md
    python -m bench.mix --series 100 --no-write

Each is read as the product reads it: cells by the numbers of answers alone, the check of the
mix included. Those whose check is broken are told apart: there the product says "cannot be told".
Seeded.
"""

import argparse
import re
import sys
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from bench.mix_worlds import COMPARED, MONTHS, TREATED, WORLDS, heard, heard_places
from emptychair.effects.rules.mix import checked
from emptychair.effects.rules.mix_of_differences import Compared, differences_at_mix
from emptychair.effects.rules.rows import Rows
from emptychair.stats import (
    TooFew,
    at_fixed_mix,
    difference_in_differences,
    interrupted_effect,
    mix_shift_of_series,
    thick_cells,
)

PAGE = Path(__file__).parents[1] / "docs/algorithms/effects-fixed-mix.md"
BEGIN, END = "<!-- bench/mix.py begins -->", "<!-- bench/mix.py ends -->"
SEED = 20261123
LOW = 0.93


@dataclass(frozen=True)
class Line:
    """What came of one world: shares of its series, errors in points."""

    name: str
    answered: float  # intervals as answered that hold the truth
    answered_error: float
    warned: float  # the check of the mix is broken as answered
    held: float  # series whose mix can be held
    fixed: float
    fixed_error: float
    width: float  # of the interval, against that as answered
    number: int


def once(number: int, seed: int) -> tuple[float, ...]:
    """One series: truths held and errors both ways; nan where the mix cannot be held."""
    world = WORLDS[number]
    found = heard(world, np.random.default_rng([SEED, number, seed]))
    late, n = found.month >= world.before, np.bincount(found.month).astype(float)
    line = np.bincount(found.month, found.y) / n
    plain = interrupted_effect(line, before=world.before, answers=n)
    moves = {"segment": mix_shift_of_series(found.y, found.kind, found.month, before=world.before)}
    warned = not checked(plain, moves).checks[-1].passed
    own = (plain.low <= world.truth <= plain.high, plain.estimate - world.truth, warned)
    try:
        cells = thick_cells({"segment": found.kind}, late, found.month)
        fixed = at_fixed_mix(found.y, cells.cell, late, found.month)
        held = interrupted_effect(fixed.value, before=world.before, answers=fixed.answers)
    except TooFew:
        return (*own, np.nan, np.nan, np.nan)
    width = (held.high - held.low) / (plain.high - plain.low)
    return (*own, held.low <= world.truth <= held.high, held.estimate - world.truth, width)


def once_compared(number: int, seed: int) -> tuple[float, ...]:
    """One company with places, read as differences."""
    world = COMPARED[number]
    found = heard_places(world, np.random.default_rng([SEED, 100 + number, seed]))
    treated, late = found.place < TREATED, found.month >= MONTHS // 2
    names = np.array([f"1970-{month + 1:02d}-15" for month in range(MONTHS)], "datetime64[D]")
    day = names[found.month].astype(np.int64)
    plain = difference_in_differences(found.y, treated, late, found.place, periods=found.month)
    nobody = np.zeros(len(day), dtype=np.int64)
    rows = Rows(found.y, nobody, nobody, nobody, found.place, day, {"segment": found.kind},
                {"segment": ("one", "other")})  # fmt: skip
    seen = Compared(rows, found.place, treated, late)
    warned = not differences_at_mix(seen, plain, mix="answered")[0].checks[-1].passed
    held, read = differences_at_mix(seen, plain, mix="before")
    truth = world.effect
    own = (plain.low <= truth <= plain.high, plain.estimate - truth, warned)
    if read.fixed is None:
        return (*own, np.nan, np.nan, np.nan)
    width = (held.high - held.low) / (plain.high - plain.low)
    return (*own, held.low <= truth <= held.high, held.estimate - truth, width)


def measured(kind: str, number: int, series: int) -> Line:
    """One world."""
    one = once if kind == "series" else once_compared
    name = (WORLDS if kind == "series" else COMPARED)[number].name
    found = np.array([one(number, seed) for seed in range(series)], dtype=float)
    there = found[~np.isnan(found[:, 3])]
    own, late = found.mean(axis=0), there.mean(axis=0)
    return Line(
        name, own[0], own[1], own[2], len(there) / len(found), late[3], late[4],
        late[5], len(there),
    )  # fmt: skip


def table(lines: list[Line]) -> str:
    """One line a world, as Markdown."""
    heads = ("truth, and who answers", "as answered", "error", "warned", "holdable", "fixed mix",
             "error", "width")  # fmt: skip
    rows = [f"| {' | '.join(heads)} |", "| --- |" + " ---: |" * (len(heads) - 1)]
    rows += [
        f"| {one.name} | {one.answered:.1%} | {one.answered_error:+.1f} | {one.warned:.0%} | "
        f"{one.held:.0%} | {one.fixed:.1%} | {one.fixed_error:+.1f} | {one.width:.2f} |"
        for one in lines
    ]
    return "\n".join(rows)


def main() -> None:
    """Measure every world, print the table, and write it into the page."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--series", type=int, default=2000)
    asked.add_argument("--no-write", action="store_true")
    given = asked.parse_args()
    asked_for = [("series", n, given.series) for n in range(len(WORLDS))]
    asked_for += [("compared", n, given.series) for n in range(len(COMPARED))]
    with Pool(2) as pool:
        lines = pool.starmap(measured, asked_for, 1)
    text = (
        f"One series, {given.series:,} of each:\n\n{table(lines[: len(WORLDS)])}\n\n"
        f"Ten places with the change and twenty without, {given.series:,} of each:\n\n"
        f"{table(lines[len(WORLDS) :])}"
    )
    print(text)
    if not given.no_write:
        page = PAGE.read_text(encoding="utf-8")
        pattern = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
        PAGE.write_text(pattern.sub(lambda _: f"{BEGIN}\n{text}\n{END}", page), encoding="utf-8")
    slack = 3 * np.sqrt(0.05 * 0.95 / max(1, given.series))
    if low := [one.name for one in lines if one.fixed < LOW - slack]:
        sys.exit(f"At a fixed mix these hold less than they promise: {low}")


if __name__ == "__main__":
    main()
