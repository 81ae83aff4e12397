"""A look at every customer, and a back-test, at size: time and memory as events grow.

    python -m bench.health                     to 50 million events; rewrites docs/performance.md
    python -m bench.health --events 1000000 --no-write

Made-up companies with an event on many days, in Parquet as a snapshot has it, a contract and
answers. Measured are the reading by the engine (grouped by company and day, spread over parts of
customers), and then, part by part, features of two days, both halves, signs and the rows of one
look. Each size in a process of its own, so that memory is its own. Files lie in `--folder`.
"""

import argparse
import re
import resource
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from tempfile import gettempdir
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from emptychair.analytics.duckdb import DuckDBEngine
from emptychair.success.expressions.signs import days_with_events
from emptychair.success.rules.backtest import days_to_look_at, sample_of
from emptychair.success.rules.features import features_at, merged
from emptychair.success.rules.halves import USUAL, halves_of
from emptychair.success.rules.risk import risks_of
from emptychair.success.rules.rows import NEVER, Rows, Table, no_rows
from emptychair.success.rules.standing import standings
from emptychair.success.spread import Noted, Spread, gathered, parts_for

FOLDER = Path(gettempdir()) / "emptychair-health"
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- bench/health.py begins -->", "<!-- bench/health.py ends -->"
DAY, SEED, SPAN = 20_000, 7, 730
SIZES = ((20_000, 50), (100_000, 50), (100_000, 500))  # companies, events of each
A_FILE = 2_000_000
HEAD = (
    "| companies | events | parts | reading | a look | for each event | one day of a back-test "
    "| memory |"
)
NAMES = np.array(["login", "report_made", "file_added", "note_written", "export", "search"])
COLUMNS = {"id": "int64", "person_id": "int64", "company_id": "int64", "name": "string",
           "day": "date"}  # fmt: skip


class Measured(NamedTuple):
    """Of one size: processor seconds and megabytes at most."""

    parts: int
    read: float
    look: float
    back: float
    memory: float


def write_events(folder: Path, companies: int, each: int) -> None:
    """Events of companies with a rhythm, every tenth of which fades, in files by no order."""
    folder.mkdir(parents=True)
    rng, left, first = np.random.default_rng(SEED), companies * each, 1
    while left:
        n = min(left, A_FILE)
        company = rng.integers(1, companies + 1, n)
        reach = np.where(company % 10 == 0, SPAN - 60, SPAN)
        day = (DAY - SPAN + rng.integers(0, reach)).astype(np.int32)
        rows = pa.table({
            "id": np.arange(first, first + n),
            "person_id": pa.nulls(n, pa.int64()),
            "company_id": company,
            "name": pa.DictionaryArray.from_arrays(rng.integers(0, 6, n).astype(np.int8), NAMES),
            "day": pa.array(day).cast(pa.date32()),
        })  # fmt: skip
        pq.write_table(rows, folder / f"{first}.parquet", compression="zstd")
        first, left = first + n, left - n


def table(unit: np.ndarray, day: np.ndarray, **columns: np.ndarray) -> Table:
    """Rows that were known on their day."""
    never = np.full(len(unit), NEVER, dtype=np.int64)
    return Table(unit, day, day, never, columns)


def each_part(signs: Spread, companies: int, parts: int) -> Iterator[Rows]:
    """Customers with a contract, every second with an answer, and their events."""
    units = np.arange(1, companies + 1)
    for part in range(parts):
        own = units[units % parts == part]
        rng = np.random.default_rng(part)
        answered = own[::2]
        n, ever = len(own), np.full(len(own), float(NEVER))
        yield Rows(
            customers=table(own, np.full(n, DAY - 800), left=ever, worth=rng.uniform(1e3, 1e5, n)),
            signs=signs.part(part, Noted(NEVER)),
            orders=no_rows("amount"),
            answers=table(
                answered, DAY - rng.integers(0, 300, len(answered)),
                score=rng.choice([30.0, 70.0, 100.0], len(answered)),
                bad=rng.choice([0.0, 1.0], len(answered), p=[0.9, 0.1]),
            ),
            invitations=no_rows("answered"),
            cases=no_rows("closed", "promised"),
            terms=table(
                own, DAY - rng.integers(0, 700, n), ends=ever, monthly=rng.uniform(50, 900, n),
                seats=np.full(n, 20.0), months=np.full(n, 12.0),
            ),
            people=no_rows("left"),
            use=no_rows("users", "actions"),
            failures=no_rows(),
            end=DAY,
        )  # fmt: skip


def measured(folder: Path, companies: int, each: int) -> Measured:
    """Reading, a look, and the rows of one day of a back-test."""
    begun = time.process_time()
    engine = DuckDBEngine(folder / "spill", memory="1GB", threads=None)
    events = engine.read_files(sorted((folder / "events").glob("*.parquet")), COLUMNS)
    nobody = engine.store("member", pa.table({"person": pa.array([], pa.int64()),
                                              "unit": pa.array([], pa.int64())}))  # fmt: skip
    parts = parts_for(companies * each)
    (folder / "parts").mkdir()
    signs = Spread("signs", parts, folder / "parts")
    gathered(engine.batches(days_with_events(events, nobody)), signs, NEVER)
    engine.close()
    read, begun = time.process_time() - begun, time.process_time()
    pairs = [
        (features_at(rows, DAY), features_at(rows, DAY - 28))
        for rows in each_part(signs, companies, parts)
    ]
    features, before = (merged(list(one)) for one in zip(*pairs, strict=True))
    halves, was = halves_of(features), halves_of(before)
    found = standings(features, halves, was.inputs, risks_of(features, None, {}, USUAL))
    if sum(1 for _one in found) != companies:
        raise SystemExit("Somebody is missing.")
    look, begun = time.process_time() - begun, time.process_time()
    for rows in each_part(signs, companies, parts):
        day = days_to_look_at(rows, 90)[-8]
        sample_of(rows, [day], (30, 60, 90), beside=lambda _day: {}, weights=USUAL)
    back = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(parts, read, look, back, memory)


def line_of(folder: Path, companies: int, each: int) -> str:
    """One row of the table, from a process of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        write_events(folder / "events", companies, each)
        with get_context("spawn").Pool(1) as pool:
            one: Measured = pool.apply(measured, (folder, companies, each))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    n = companies * each
    share = 1e6 * (one.read + one.look) / n
    return (
        f"| {companies:,} | {n:,} | {one.parts} | {one.read:.1f} s | {one.look:.1f} s | "
        f"{share:.1f} µs | {one.back:.1f} s | {one.memory:,.0f} MB |"
    )


def main() -> int:
    """Measure, print, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=50_000_000, help="the largest size")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--no-write", action="store_true")
    asked = parser.parse_args()
    head = [HEAD, "| " + " | ".join(["---:"] * 8) + " |"]
    sys.stdout.write("\n".join(head) + "\n")
    lines = []
    for companies, each in SIZES:
        if companies * each <= asked.events:
            lines.append(line_of(asked.folder, companies, each))
            sys.stdout.write(lines[-1] + "\n")
            sys.stdout.flush()
    if not asked.no_write:
        day = f"{date.today():%d %B %Y}"  # noqa: DTZ011 - of this machine
        page = PAGE.read_text(encoding="utf-8")
        inside = "\n".join([BEGIN, *head, *lines, "", f"Measured {day} on 2 cores.", END])
        PAGE.write_text(re.sub(f"{BEGIN}.*?{END}", lambda _one: inside, page, flags=re.DOTALL),
                        encoding="utf-8")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
