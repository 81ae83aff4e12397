"""The finder of first value on made-up customers: does it find what is planted, and only that?

    python -m bench.first_value                300 searches a world; rewrites its algorithm's page
    python -m bench.first_value --searches 50 --no-write

Eight events by chance, each customer with a pace of their own. In worlds with a planted moment,
who did the first event at least twice in the first week stays more often by so many points; the
true gap of every candidate is read off 400,000 customers of the same world. In the world that
grows, later sign-ups both do more and stay more, which no moment causes.
"""

import argparse
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from emptychair.onboarding.finding_types import COUNTS, WINDOWS, Candidate, Moment
from emptychair.onboarding.rules.finding import Watched, search
from emptychair.stats import newcombe, wilson

PAGE = Path(__file__).parent.parent / "docs" / "algorithms" / "first-value-finder.md"
BEGIN, END = "<!-- bench/first_value.py begins -->", "<!-- bench/first_value.py ends -->"
HEAD = (
    "| world | sign-ups | planted event holds | just so | another holds | shown | 95 % interval on "
    "the later ones holds the truth | that on those it was chosen by |"
)
PLANTED, NAMES, MANY, SEED = "event_0", 8, 400_000, 20_261_122


@dataclass(frozen=True, slots=True)
class World:
    """So many sign-ups, so many points more for the planted moment, and growth over the year."""

    signups: int
    planted: float = 0.0
    grows: bool = False

    def label(self) -> str:
        """In words."""
        kind = "noise, both grow" if self.grows else "noise"
        return f"{100 * self.planted:.0f} points planted" if self.planted else kind


WORLDS = (
    World(400), World(1200), World(1200, grows=True),
    *(World(n, gap) for gap in (0.1, 0.2, 0.3) for n in (400, 600, 1200)),
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What came of the searches of one world."""

    found: int = 0  # the planted event holds
    exact: int = 0  # and as two in the first week
    false: int = 0  # another event holds
    shown: int = 0
    inside: int = 0  # intervals on later sign-ups that hold the true gap
    flattered: int = 0  # intervals on the earlier ones that do


def made_up(world: World, rng: np.random.Generator, *, names: int = NAMES) -> Watched:
    """Customers of a world, in the order of their sign-up."""
    n = world.signups
    began = np.sort(rng.integers(0, 365, n))
    growth = began / 365 if world.grows else np.zeros(n)
    counts = {}
    for number in range(names):
        pace = rng.gamma(1.0, 0.15, n) * (1 + growth)
        totals = rng.poisson(pace[:, None], (n, max(WINDOWS))).cumsum(axis=1)
        counts[f"event_{number}"] = totals[:, [days - 1 for days in WINDOWS]].astype(np.int64)
    did = counts[PLANTED][:, WINDOWS.index(7)] >= 2
    chance = 0.5 + world.planted * (did - 0.5) + 0.3 * (growth - 0.5) * world.grows
    return Watched(began, rng.random(n) < chance, counts)


def true_gaps(world: World) -> dict[Candidate, float]:
    """Of every candidate of the planted event, read off many customers."""
    rng = np.random.default_rng(SEED)
    every = made_up(replace(world, signups=MANY), rng, names=1)
    found = {}
    for place, days in enumerate(WINDOWS):
        for count in COUNTS:
            did = every.counts[PLANTED][:, place] >= count
            gap = every.well[did].mean() - every.well[~did].mean() if did.any() else 0.0
            found[Candidate(PLANTED, count, days)] = float(gap)
    return found


def tallied(world: World, searches: int) -> Tally:
    """Many searches, each with chance of its own."""
    truth, told = true_gaps(world), Tally()
    for number in range(searches):
        rng = np.random.default_rng([SEED, number])
        moments = search(made_up(world, rng)).moments
        holding = [one.candidate for one in moments if one.holds]
        told.found += any(one.name == PLANTED for one in holding)
        told.exact += Candidate(PLANTED, 2, 7) in holding
        told.false += any(one.name != PLANTED for one in holding)
        for one in moments:
            _compare(told, one, truth.get(one.candidate, 0.0))
    return told


def _compare(told: Tally, one: Moment, truth: float) -> None:
    early = one.earlier
    before = newcombe(early.others_well, early.others, early.did_well, early.did)
    told.shown += 1
    told.inside += one.gap[1] <= truth <= one.gap[2]
    told.flattered += before.low <= truth <= before.high


def line_of(world: World, searches: int) -> str:
    """One row of the table."""
    told = tallied(world, searches)
    is_noise = not world.planted
    found = "-" if is_noise else _share(told.found, searches)
    false = _share(told.found + told.false if is_noise else told.false, searches)
    exact = "-" if is_noise else f"{told.exact / searches:.0%}"
    inside = "-" if world.grows else _share(told.inside, told.shown)
    before = "-" if world.grows else _share(told.flattered, told.shown)
    return (
        f"| {world.label()} | {world.signups:,} | {found} | {exact} | {false} | {told.shown} | "
        f"{inside} | {before} |"
    )


def _share(count: int, n: int) -> str:
    if not n:
        return "-"
    share = wilson(count, n)
    return f"{share.share:.1%} ({share.low:.1%} to {share.high:.1%})"


def main() -> int:
    """Search, print, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--searches", type=int, default=300)
    parser.add_argument("--no-write", action="store_true")
    asked = parser.parse_args()
    lines = [HEAD, "| --- | ---: | --- | ---: | --- | ---: | --- | --- |"]
    for world in WORLDS:
        lines.append(line_of(world, asked.searches))
        sys.stderr.write(lines[-1] + "\n")
    text = "\n".join(lines)
    sys.stdout.write(text + "\n")
    if not asked.no_write:
        page = PAGE.read_text(encoding="utf-8")
        inside = f"{BEGIN}\n{text}\n\n{asked.searches} searches of each world.\n{END}"
        PAGE.write_text(re.sub(f"{BEGIN}.*?{END}", lambda _one: inside, page, flags=re.DOTALL),
                        encoding="utf-8")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
