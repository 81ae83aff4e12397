"""How long it takes to count what customers did in Parquet: our pages beside others by hand.

    python bench/events.py                       rewrites its part of docs/performance.md
    python bench/events.py --sizes 1000000,10000000,100000000 --chdb OTHER/bin/python
    python bench/events.py --folder F --keep                 use the files again

Events are made up, three years of them, and laid out as a snapshot lays them out: 100,000 companies
with three people each, forty kinds of event of very different frequency. Two questions: how often
each event happened in each month, and in how many customers one event happened in each month.
"""

import argparse
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from event_contenders import ACTIVE, BY_NAME, CONTENDERS, DAILY, KEPT, ONE, OURS, chdb
from race import SMALL, all_of, arguments, django, lines_of, run_one, sizes_of, tell

MONTHS, FILE, COMPANIES, KINDS = 36, 1_000_000, 100_000, 40
WORDS = {
    BY_NAME: "How often each of forty events happened, by month, three years",
    ACTIVE: f"How often one event ({ONE}) happened and in how many customers, by month",
}


# -- the events


def make_files(folder: Path, rows: int) -> None:
    """Events of three years, a file for each month and million."""
    import numpy as np

    from emptychair.analytics.writing import write_rows
    from emptychair.customers.datasets import LIVE_EVENTS

    folder.mkdir(parents=True)
    rng, done = np.random.default_rng(11), 0
    often = 1 / np.arange(1, KINDS + 1)
    often /= often.sum()
    for month in range(MONTHS):
        begun = np.datetime64("2023-12") + month
        left, part = rows * (month + 1) // MONTHS - rows * month // MONTHS, 0
        while left:
            n = min(left, FILE)
            table = _rows(rng, np, begun, n, done, often)
            write_rows(
                folder / f"rows-{begun}-{part}.parquet",
                table.select(LIVE_EVENTS.schema.names).cast(LIVE_EVENTS.schema),
                LIVE_EVENTS,
            )
            left, done, part = left - n, done + n, part + 1


def _rows(rng: Any, np: Any, begun: Any, n: int, done: int, often: Any) -> Any:
    import pyarrow as pa

    first = begun.astype("datetime64[D]")
    days = int(((begun + 1).astype("datetime64[D]") - first).astype(int))
    seconds = np.sort(rng.integers(0, days * 86_400, n)).astype("timedelta64[s]")
    local = first.astype("datetime64[s]") + seconds
    people = rng.integers(1, COMPANIES * 3 + 1, n)

    def words(codes: Any, choices: list[str]) -> Any:
        found = pa.DictionaryArray.from_arrays(pa.array(codes, pa.int8()), pa.array(choices))
        return found.cast(pa.string())

    return pa.table(
        {
            "id": np.arange(done + 1, done + n + 1),
            "person_id": people,
            "company_id": pa.array(people % COMPANIES + 1, mask=people % 20 == 0),
            "name": words(rng.choice(KINDS, n, p=often), [f"event {k:02}" for k in range(KINDS)]),
            "touchpoint_key": words(rng.integers(0, 3, n), ["", "app", "site"]),
            "source": words(rng.integers(0, 2, n), ["segment", "api"]),
            "occurred_at": pa.array((local - np.timedelta64(9, "h")).astype("datetime64[us]")),
            "day": pa.array(local.astype("datetime64[D]")),
        }
    )


def make_counts(folder: Path, counts: Any) -> tuple[float, Path]:
    """What a snapshot keeps of these files, month by month; seconds, and where."""
    from emptychair.analytics.duckdb import DuckDBEngine
    from emptychair.analytics.rollups import counts_of
    from emptychair.analytics.writing import write_in_order
    from emptychair.customers.datasets import LIVE_EVENTS

    start, target = time.perf_counter(), folder.parent / f"{folder.name}-{counts.name}"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    engine = DuckDBEngine(folder.parent / "spill", memory="512MB", threads=None)
    months = sorted({path.name[5:12] for path in folder.iterdir()})
    for month in months[-(getattr(counts, "latest", None) or len(months)) :]:
        paths = sorted(folder.glob(f"rows-{month}-*"))
        rows = engine.read_files(paths, LIVE_EVENTS.dataset.columns)
        counted = engine.fetch(counts_of(counts, rows))
        order = getattr(counts, "order", ())
        write_in_order(target / f"counts-{month}.parquet", counted, order)
    engine.close()
    return time.perf_counter() - start, target


# -- all of it


def measure(args: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The lines of the page."""
    from emptychair.customers.datasets import ACTIVE_CUSTOMERS, CUSTOMER_EVENTS, DAILY_EVENTS

    load = os.getloadavg()[0]
    yield f"Load of the machine when it began: {load:.1f} on {os.cpu_count()} cores."
    for rows in args.sizes:
        place = folder / str(rows)
        if not place.exists():
            make_files(place, rows)
        yield from ("", f"### {rows:,} events", "")
        daily, small = make_counts(place, DAILY_EVENTS)
        months, active = make_counts(place, ACTIVE_CUSTOMERS)
        pairs, each = make_counts(place, CUSTOMER_EVENTS)
        size, less = sizes_of(place, small)
        least, last = sizes_of(active, each)
        yield (
            f"{size:,.0f} MiB of Parquet; daily counts of all of it made in {daily:.1f} s"
            f" ({less:,.1f} MiB), customers by month and event in {months:.1f} s"
            f" ({least:,.1f} MiB), how often at each customer in the last two months in"
            f" {pairs:.1f} s ({last:,.1f} MiB)."
        )
        for name in WORDS:
            yield from _table(args, place, rows, name)


def _table(args: argparse.Namespace, place: Path, rows: int, name: str) -> Iterator[str]:
    asked = [one for one in CONTENDERS if _is_asked(one, rows, name)]
    found = all_of(__file__, asked, args, place, name, chdb(place, name))
    least = min(one["work"] for who, one in found.items() if one["work"] and who not in KEPT)
    yield from ("", f"{WORDS[name]}:", "")
    yield from lines_of(
        found,
        ours=OURS,
        last="× processor of the fastest scan",
        times=lambda work: f"{work / least:.2f}",
    )


def _is_asked(contender: str, rows: int, name: str) -> bool:
    if contender == DAILY:
        return name == BY_NAME
    return rows <= SMALL or contender not in {"pandas", "PostgreSQL"}


def main() -> None:
    """Measure, print and write."""
    parser = arguments(__doc__)
    parser.add_argument("--keep", action="store_true")
    args = parser.parse_args()
    if not args.one or args.one in {*OURS, "PostgreSQL"}:
        django()
    if args.one:
        print(json.dumps(run_one(CONTENDERS, args)))
        return
    folder = args.folder or Path(mkdtemp(prefix="emptychair-bench-"))
    tell(measure(args, folder), "events.py", write=not args.no_write)
    if not args.keep:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
