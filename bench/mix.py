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

from bench.mix_worlds import (
    ALONE,
    COMPARED,
    MONTHS,
    ONE_BY_ONE,
    WORLDS,
    ComparedWorld,
    heard,
    heard_places,
)
from emptychair.effects.rules.mix import checked
from emptychair.effects.rules.mix_of_differences import Compared, differences_at_mix
from emptychair.effects.rules.rows import Rows
from emptychair.stats import (
    TooFew,
    at_fixed_mix,
    difference_in_differences,
    interrupted_effect,
    mix_shift_of_series,
    staggered_effect,
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
    plain = interrupted_effect(line, before=world.before, year=12, answers=n)
    shift = mix_shift_of_series(found.y, found.kind, found.month, before=world.before, year=12)
    moves = {"segment": shift}
    warned = not checked(plain, moves).checks[-1].passed
    own = (plain.low <= world.truth <= plain.high, plain.estimate - world.truth, warned)
    try:
        cells = thick_cells({"segment": found.kind}, late, found.month)
        fixed = at_fixed_mix(found.y, cells.cell, late, found.month)
        held = interrupted_effect(fixed.value, before=world.before, year=12, answers=fixed.answers)
    except TooFew:
        return (*own, np.nan, np.nan, np.nan)
    width = (held.high - held.low) / (plain.high - plain.low)
    return (*own, held.low <= world.truth <= held.high, held.estimate - world.truth, width)


def once_compared(world: ComparedWorld, seed: tuple[int, ...]) -> tuple[float, ...]:
    """One company with places, read as the product reads it."""
    found = heard_places(world, np.random.default_rng([SEED, *seed]))
    first = world.first[found.place]
    treated, late = np.isfinite(first), found.month >= np.minimum(first, MONTHS // 2)
    late = np.where(treated, found.month >= first, late)
    names = np.array([f"1970-{month + 1:02d}-15" for month in range(MONTHS)], "datetime64[D]")
    day = names[found.month].astype(np.int64)
    if world.one_by_one:
        first = np.where(treated, first, np.nan)
        plain = staggered_effect(found.y, found.place, found.month, first)
    else:
        plain = difference_in_differences(found.y, treated, late, found.place, periods=found.month)
    nobody = np.zeros(len(day), dtype=np.int64)
    rows = Rows(found.y, nobody, nobody, nobody, found.place, day, {"segment": found.kind},
                {"segment": ("one", "other")})  # fmt: skip
    seen = Compared(rows, found.place, treated, late, first if world.one_by_one else None)
    warned = not differences_at_mix(seen, plain, mix="answered")[0].checks[-1].passed
    held, read, _ = differences_at_mix(seen, plain, mix="before")
    truth = world.effect
    own = (plain.low <= truth <= plain.high, plain.estimate - truth, warned)
    if read.fixed is None:
        return (*own, np.nan, np.nan, np.nan)
    width = (held.high - held.low) / (plain.high - plain.low)
    return (*own, held.low <= truth <= held.high, held.estimate - truth, width)


HEADS = {
    "compared": "Ten places with the change and twenty without",
    "alone": "One place with the change and 29 without, ranked",
    "one by one": "Ten places that get it one after another, and twenty without",
}
KINDS = {"compared": (100, COMPARED), "alone": (200, ALONE), "one by one": (300, ONE_BY_ONE)}


def measured(kind: str, number: int, series: int) -> Line:
    """One world."""
    if kind == "series":
        name, found = WORLDS[number].name, [once(number, seed) for seed in range(series)]
    else:
        shift, worlds = KINDS[kind]
        name = worlds[number].name
        found = [once_compared(worlds[number], (shift + number, seed)) for seed in range(series)]
    return _line(name, np.array(found, dtype=float))


def _line(name: str, found: np.ndarray) -> Line:
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


def _slack(number: int) -> float:
    """Three standard errors of a share of so many."""
    return float(3 * np.sqrt(0.05 * 0.95 / max(1, number)))


def main() -> None:
    """Measure every world, print the table, and write it into the page."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--series", type=int, default=2000)
    asked.add_argument("--no-write", action="store_true")
    given = asked.parse_args()
    asked_for = [("series", n, given.series) for n in range(len(WORLDS))]
    asked_for += [(kind, n, given.series) for kind in KINDS for n in range(len(KINDS[kind][1]))]
    with Pool(2) as pool:
        lines = pool.starmap(measured, asked_for, 1)
    text = f"One series, {given.series:,} of each:\n\n{table(lines[: len(WORLDS)])}\n\n"
    place = len(WORLDS)
    for kind, head in HEADS.items():
        following = place + len(KINDS[kind][1])
        text += f"{head}, {given.series:,} of each:\n\n{table(lines[place:following])}\n\n"
        place = following
    text = text.strip()
    print(text)
    if not given.no_write:
        page = PAGE.read_text(encoding="utf-8")
        pattern = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
        PAGE.write_text(pattern.sub(lambda _: f"{BEGIN}\n{text}\n{END}", page), encoding="utf-8")
    if low := [one.name for one in lines if one.fixed < LOW - _slack(one.number)]:
        sys.exit(f"At a fixed mix these hold less than they promise: {low}")


if __name__ == "__main__":
    main()
