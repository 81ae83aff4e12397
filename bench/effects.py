"""Truth by simulation: do the intervals of each effect design hold the planted effect?

    python -m bench.effects                    2,000 companies a line, 4,000 for a series;
                                               rewrites docs/performance.md
    python -m bench.effects --companies 200 --no-write

Each line is one design at one size in 2,000 made-up companies (`bench/effect_worlds.py`). Where a
design refuses, that is counted and the rest must cover. Seeded; only numbers, no time. One series
is here for its refusals and a few sizes: `bench/series.py` measures it in 181 kinds of worlds.
"""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from bench.effect_watch import watching_lines
from bench.effect_worlds import (
    LIFT,
    answers_of,
    draw,
    months_of,
    wander,
)
from emptychair.stats import StatsError
from emptychair.stats.effects.holdout import holdout_effect
from emptychair.stats.effects.interrupted import interrupted_effect
from emptychair.stats.effects.results import Effect
from emptychair.stats.effects.staggered import staggered_effect
from emptychair.stats.effects.synthetic import synthetic_effect
from emptychair.stats.effects.towards_mean import (
    Rise,
    retest_correlation,
    rise_beyond,
)
from emptychair.stats.effects.two_periods import difference_in_differences

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- bench/effects.py begins -->", "<!-- bench/effects.py ends -->"
SEED = 20261122
POINTS = 100 * LIFT
Answer = tuple[Effect | Rise, float]
Draw = Callable[[np.random.Generator], Answer]


def people_held_out(rng: np.random.Generator, *, arm: int) -> Answer:
    """People drawn one by one; half of them answered before too."""
    trait = rng.normal(0.15, 0.25, 2 * arm)
    treated = rng.permutation(np.repeat([1, 0], arm))
    before = np.where(rng.random(2 * arm) < 0.5, draw(rng, trait), np.nan)
    y = draw(rng, trait + LIFT * treated)
    return holdout_effect(y, treated, before=before), POINTS


def companies_held_out(rng: np.random.Generator, *, arm: int) -> Answer:
    """Companies drawn whole, several answers each."""
    mean = months_of(rng, 2 * arm, 3, sd=0.15)
    group = rng.permutation(np.repeat([1, 0], arm))
    found = answers_of(rng, mean + LIFT * group[:, None], a_month=2.5)
    return holdout_effect(found.y, group[found.unit], clusters=found.unit), POINTS


def differences(
    rng: np.random.Generator, *, treated: int, others: int, a_month: float = 8, rho: float = 0.5
) -> Answer:
    """Some units get the change, six months before and three after."""
    mean = months_of(rng, treated + others, 9, rho=rho)
    group = np.arange(treated + others) < treated
    mean[group, 6:] += LIFT
    found = answers_of(rng, mean, a_month=a_month)
    effect = difference_in_differences(
        found.y, group[found.unit], found.month >= 6, found.unit, periods=found.month
    )
    return effect, POINTS


def differences_of_the_low(rng: np.random.Generator, *, refusing: bool = True) -> Answer:
    """The same, but the change came to those who were lowest in the two months before it."""
    mean = months_of(rng, 60, 9, sd=0.15)
    found = answers_of(rng, mean, a_month=8)
    recent = np.isin(found.month, (4, 5))
    sums = np.bincount(found.unit[recent], found.y[recent], 60)
    low = np.argsort(sums / np.maximum(1, np.bincount(found.unit[recent], minlength=60)))[:20]
    group = np.isin(np.arange(60), low)
    late = (found.month >= 6) & group[found.unit]
    found.y[late] = draw(rng, mean[found.unit[late], found.month[late]] + LIFT)
    effect = difference_in_differences(
        found.y, group[found.unit], found.month >= 6, found.unit, periods=found.month,
        picked_by_outcome=refusing,
    )  # fmt: skip
    return effect, POINTS


def staggered(rng: np.random.Generator, *, treated: int, others: int) -> Answer:
    """Months 6 to 14 of eighteen, one unit after another; later ones gain more."""
    units = treated + others
    mean = months_of(rng, units, 18)
    first = np.where(np.arange(units) < treated, rng.integers(6, 15, units), 99).astype(float)
    gain = np.where(np.arange(18) >= first[:, None], LIFT * (0.5 + first[:, None] / 20), 0.0)
    found = answers_of(rng, mean + gain, a_month=6)
    came = found.month >= first[found.unit]
    start = np.where(first == 99, np.nan, first)[found.unit]
    truth = 100 * float(gain[found.unit, found.month][came].mean())
    return staggered_effect(found.y, found.unit, found.month, start), truth


def series(
    rng: np.random.Generator, *, before: int, after: int, rho: float, season: int = 0
) -> Answer:
    """One touchpoint, a hundred answers a point, a shift of twelve points."""
    n = before + after
    level = 0.1 + 0.004 * np.arange(n) * rng.normal(0, 1)
    if season:
        level = level + 0.08 * np.tile(rng.normal(0, 1, season), n // season + 1)[:n]
    level = level + wander(rng, (1, n), rho=rho, sd=0.08)[0]
    level[before:] += LIFT
    found = draw(rng, np.broadcast_to(level, (100, n))).mean(axis=0)
    year = 12 if before < 36 else 0  # as the product reads months
    return interrupted_effect(found, before=before, season=season, year=year), POINTS


def synthetic(rng: np.random.Generator, *, donors: int, before: int) -> Answer:
    """One place among others that share two moods of the market, each in its own measure."""
    n = before + 4
    moods = wander(rng, (2, n), rho=0.8, sd=0.12)
    level = 0.15 + rng.dirichlet([1, 1], donors + 1) @ moods + rng.normal(0, 0.06, (donors + 1, 1))
    level[0, before:] += LIFT
    y = draw(rng, np.broadcast_to(level, (60, donors + 1, n))).mean(axis=0)
    return synthetic_effect(y[0], y[1:], before=before), POINTS


def towards_mean(rng: np.random.Generator, *, people: int) -> Answer:
    """Detractors are called; everybody's score is 7.3 with a spread of 2 and likeness of a half."""
    rho, mean, sd, lift = 0.5, 7.3, 2.0, 0.8
    trait = rng.normal(0, np.sqrt(rho) * sd, people)
    noise = np.sqrt(1 - rho) * sd
    first, second = (mean + trait + rng.normal(0, noise, people) for _ in range(2))
    called = (first <= 6.5) & (rng.random(people) < 0.5)
    likeness = retest_correlation(first[~called], second[~called])
    # those left alone are short of the low: the product takes people never picked from
    whole = rng.normal(0, np.sqrt(rho) * sd, people)
    likeness = retest_correlation(*(whole + rng.normal(0, noise, people) for _ in range(2)))
    found = rise_beyond(
        first[called], second[called] + lift, mean=mean, sd=sd, correlation=likeness
    )
    return found, lift


LINES: list[tuple[str, str, Draw]] = []


def _several(design: str, size: str, once: Callable[..., Answer], **sizes: Sequence[float]) -> None:
    """A line for each set of sizes, as `zip` would go through them."""
    for values in zip(*sizes.values(), strict=True):
        given = dict(zip(sizes, values, strict=True))
        LINES.append((design.format(**given), size.format(**given), partial(once, **given)))


_several("random hold-out, people", "{arm} an arm", people_held_out, arm=(8, 10, 15, 25, 100, 1000))
_several("random hold-out, companies", "{arm} an arm", companies_held_out, arm=(8, 10, 20, 100))
_several(
    "differences", "{treated} and {others} units", differences,
    treated=(2, 2, 3, 3, 4, 5, 10, 100), others=(2, 20, 3, 6, 20, 5, 30, 300),
)  # fmt: skip
_several(
    "differences, months alike by 0.9", "{treated} and {others} units", differences,
    treated=(10,), others=(30,), rho=(0.9,),
)  # fmt: skip
LINES.append(("differences, the lowest picked", "20 and 40 units", differences_of_the_low))
_several(
    "one treated unit, permutation", "1 and {others} units", differences,
    treated=(1,) * 4, others=(10, 19, 39, 100),
)  # fmt: skip
_several(
    "staggered start", "{treated} and {others} units", staggered,
    treated=(4, 8, 12, 20, 60), others=(8, 8, 12, 40, 100),
)  # fmt: skip
_several(
    "one series", "{before} + {after} points, alike by {rho}", series,
    before=(12, 24, 36, 36, 60), after=(6, 6, 6, 8, 20), rho=(0.3, 0.3, 0.9, 0.6, 0.6),
)  # fmt: skip
_several(
    "one series with season", "{before} + {after} months, alike by {rho}", series,
    before=(24, 36), after=(6, 6), rho=(0.3, 0.0), season=(12, 12),
)  # fmt: skip
_several(
    "synthetic control", "{donors} donors, {before} + 4 points", synthetic,
    donors=(10, 19, 19, 39, 60), before=(12, 12, 24, 12, 24),
)  # fmt: skip
_several(
    "rise beyond regression to the mean", "{people} people", towards_mean, people=(60, 300, 2000)
)
_several(  # at the end, so that the lines above keep their seeds
    "one treated unit, between ranks", "1 and {others} units", differences,
    treated=(1,), others=(36,),
)  # fmt: skip


@dataclass
class Line:
    """One row of the table."""

    design: str
    size: str
    companies: int
    refused: int
    covered: int
    width: float
    bias: float

    @property
    def answered(self) -> int:
        return self.companies - self.refused

    @property
    def coverage(self) -> float:
        return self.covered / self.answered if self.answered else float("nan")

    @property
    def holds(self) -> bool:
        """Between 93 and 97 of a hundred, but for the noise of so many companies; or refused."""
        slack = 3 * np.sqrt(0.05 * 0.95 / max(1, self.answered)) if self.companies < 2000 else 0
        return not self.answered or 0.93 - slack <= self.coverage <= 0.97 + slack


def measure(number: int, companies: int) -> Line:
    """One design at one size in so many companies, each with a seed of its own."""
    design, size, once = LINES[number]
    refused = covered = 0
    widths, errors = [], []
    for company in range(companies):
        rng = np.random.default_rng([SEED, number, company])
        try:
            found, truth = once(rng)
        except StatsError:
            refused += 1
            continue
        covered += found.low <= truth <= found.high
        widths.append(found.high - found.low)
        errors.append((found.beyond if isinstance(found, Rise) else found.estimate) - truth)
    width = float(np.mean(widths)) if widths else float("nan")
    bias = float(np.mean(errors)) if errors else float("nan")
    return Line(design, size, companies, refused, covered, width, bias)


def companies_for(design: str, companies: int) -> int:
    """Twice as many for a series, whose intervals lie closest to the limits."""
    return 2 * companies if design.startswith("one series") else companies


def table(lines: list[Line]) -> str:
    """The lines as Markdown."""
    rows = [
        "| design | size | refused | 95% intervals that hold the truth | mean width | mean error |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for one in lines:
        if one.answered < one.companies / 20:
            rows.append(
                f"| {one.design} | {one.size} | {one.refused / one.companies:.0%} |  |  |  |"
            )
            continue
        rows.append(
            f"| {one.design} | {one.size} | {one.refused / one.companies:.0%} | "
            f"{one.coverage:.1%} | {one.width:.1f} | {one.bias:+.2f} |"
        )
    return "\n".join(rows)


def main() -> None:
    """Measure every line, print the table, and write it into the page."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--companies", type=int, default=2000)
    asked.add_argument("--only", default="")
    asked.add_argument("--no-write", action="store_true")
    options = asked.parse_args()
    numbers = [n for n, line in enumerate(LINES) if options.only in line[0]]
    with Pool(2) as pool:
        asked_for = [(n, companies_for(LINES[n][0], options.companies)) for n in numbers]
        lines = pool.starmap(measure, asked_for, chunksize=1)
    text = table(lines)
    if not options.only:
        text += "\n\n" + watching_lines(options.companies)
    print(text)
    if not options.no_write:
        page = PAGE.read_text(encoding="utf-8")
        pattern = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
        PAGE.write_text(pattern.sub(lambda _: f"{BEGIN}\n{text}\n{END}", page), encoding="utf-8")
    if failing := [f"{one.design}, {one.size}" for one in lines if not one.holds]:
        sys.exit("These intervals do not hold: " + "; ".join(failing))


if __name__ == "__main__":
    main()
