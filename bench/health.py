"""A look at every customer, and a back-test, at size: time and memory as customers double.

    python -m bench.health                     to 100,000 companies; rewrites docs/performance.md
    python -m bench.health --companies 2000 --no-write

Made-up companies with fifty days of use each, a contract and answers, as columns of numbers (what
the engine hands over). Measured are seconds of a processor for features, halves, signs and rows of
one look, each size in a process of its own, so that memory is its own.
"""

import argparse
import re
import resource
import sys
import time
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from emptychair.success.rules.backtest import days_to_look_at, sample_of
from emptychair.success.rules.features import features_at
from emptychair.success.rules.halves import USUAL, halves_of
from emptychair.success.rules.risk import risks_of
from emptychair.success.rules.rows import NEVER, Rows, Table, no_rows
from emptychair.success.rules.standing import standings

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- bench/health.py begins -->", "<!-- bench/health.py ends -->"
DAY, SEED, DAYS_EACH = 20_000, 7, 50
SIZES = (12_500, 25_000, 50_000, 100_000)


def table(unit: np.ndarray, day: np.ndarray, **columns: np.ndarray) -> Table:
    """Rows that were known on their day."""
    never = np.full(len(unit), NEVER, dtype=np.int64)
    return Table(unit, day, day, never, columns)


def made_up(companies: int) -> Rows:
    """Companies with a rhythm; every tenth fades."""
    rng = np.random.default_rng(SEED)
    units = np.arange(1, companies + 1)
    unit = np.repeat(units, DAYS_EACH)
    reach = np.where(units % 10 == 0, 700, 730)[unit - 1]
    day = DAY - 730 + rng.integers(0, reach)
    ones = np.ones(len(unit))
    answered = units[::2]
    return Rows(
        customers=table(
            units, np.full(companies, DAY - 800),
            left=np.full(companies, float(NEVER)), worth=rng.uniform(1e3, 1e5, companies),
        ),
        signs=table(unit, day, what=rng.integers(0, 6, len(unit)).astype(float)),
        orders=no_rows("amount"),
        answers=table(
            answered, DAY - rng.integers(0, 300, len(answered)),
            score=rng.choice([30.0, 70.0, 100.0], len(answered)),
            bad=rng.choice([0.0, 1.0], len(answered), p=[0.9, 0.1]),
        ),
        invitations=no_rows("answered"),
        cases=no_rows("closed", "promised"),
        terms=table(
            units, DAY - rng.integers(0, 700, companies),
            ends=np.full(companies, float(NEVER)), monthly=rng.uniform(50, 900, companies),
            seats=np.full(companies, 20.0), months=np.full(companies, 12.0),
        ),
        people=no_rows("left"),
        use=table(unit, day, users=rng.integers(1, 20, len(unit)).astype(float), actions=ones),
        failures=no_rows(),
        end=DAY,
    )  # fmt: skip


def measured(companies: int) -> tuple[float, float, float]:
    """Seconds of a look, seconds of the rows of a back-test's day, and megabytes at most."""
    rows = made_up(companies)
    started = time.process_time()
    features, before = features_at(rows, DAY), features_at(rows, DAY - 28)
    halves, was = halves_of(features), halves_of(before)
    standings(features, halves, was.inputs, risks_of(features, None, {}, USUAL))
    look = time.process_time() - started
    started = time.process_time()
    day = days_to_look_at(rows, 90)[-8]
    sample_of(rows, [day], (30, 60, 90), beside=lambda _day: {}, weights=USUAL)
    return (
        look,
        time.process_time() - started,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def line_of(companies: int) -> str:
    """One row of the table, from a process of its own."""
    with get_context("spawn").Pool(1) as pool:
        look, back, memory = pool.apply(measured, (companies,))
    rows = companies * DAYS_EACH
    return f"| {companies:,} | {rows:,} | {look:.1f} s | {back:.1f} s | {memory:,.0f} MB |"


def main() -> int:
    """Measure, print, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--companies", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--no-write", action="store_true")
    asked = parser.parse_args()
    lines = [
        "| companies | days with use | a look at everybody | one day of a back-test | memory |",
        "| --- | --- | --- | --- | --- |",
        *(line_of(one) for one in asked.companies),
    ]
    text = "\n".join(lines)
    sys.stdout.write(text + "\n")
    if not asked.no_write:
        page = PAGE.read_text(encoding="utf-8")
        inside = f"{BEGIN}\n{text}\n{END}"
        PAGE.write_text(re.sub(f"{BEGIN}.*?{END}", inside, page, flags=re.DOTALL), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
