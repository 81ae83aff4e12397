"""How long it takes to count what customers did in Parquet: our pages beside others by hand.

    python bench/events.py                       rewrites its part of docs/performance.md
    python bench/events.py --sizes 1000000,10000000,100000000 --chdb OTHER/bin/python
    python bench/events.py --folder F --keep                 use the files again

Events are made up, three years of them, and laid out as a snapshot lays them out: 100,000 companies
with three people each, forty kinds of event of very different frequency. Two questions: how often
each event happened in each month, and in how many customers one event happened in each month. Each
contender runs in a process of its own, a few times; the quickest counts; all must count the same.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- bench/events.py begins -->", "<!-- bench/events.py ends -->"
MONTHS, FILE, COMPANIES, KINDS = 36, 1_000_000, 100_000, 40
SMALL = 10_000_000  # pandas and PostgreSQL are asked up to here
MEMORY = "4GB"
ONE = "event 07"
BY_NAME, ACTIVE = "by name and month", "customers active by month"
WORDS = {
    BY_NAME: "how often each of forty events happened, by month, three years",
    ACTIVE: f"how often one event ({ONE}) happened and in how many customers, by month",
}
OURS = ("our page", "counts of months", "daily counts")
SQL = {
    BY_NAME: "SELECT name, CAST(date_trunc('month', day) AS DATE) AS month, count(*) FROM {table}"
    " GROUP BY 1, 2",
    ACTIVE: "SELECT CAST(date_trunc('month', day) AS DATE) AS month, count(*), count(DISTINCT CASE"
    " WHEN company_id IS NULL THEN -person_id ELSE company_id END) FROM {table}"
    " WHERE name = '{one}' GROUP BY 1",
}


# -- the events


def make_files(folder: Path, rows: int) -> None:
    """Events of three years, a file for each month and million."""
    import numpy as np

    from emptychair.analytics.writing import write_parquet
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
            write_parquet(
                folder / f"rows-{begun}-{part}.parquet",
                table.select(LIVE_EVENTS.schema.names).cast(LIVE_EVENTS.schema),
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


def make_counts(folder: Path) -> float:
    """The daily counts of these files, as a snapshot keeps them; seconds."""
    from emptychair.analytics.duckdb import DuckDBEngine
    from emptychair.analytics.rollups import counts_of
    from emptychair.analytics.writing import write_parquet
    from emptychair.customers.datasets import DAILY_EVENTS, LIVE_EVENTS

    start, target = time.perf_counter(), folder.parent / f"{folder.name}-counts"
    target.mkdir()
    engine = DuckDBEngine(folder.parent / "spill", memory="2GB", threads=None)
    for month in sorted({path.name[5:12] for path in folder.iterdir()}):
        paths = sorted(folder.glob(f"rows-{month}-*"))
        rows = engine.read_files(paths, LIVE_EVENTS.dataset.columns)
        counted = engine.fetch(counts_of(DAILY_EVENTS, rows))
        write_parquet(target / f"counts-{month}.parquet", counted)
    engine.close()
    return time.perf_counter() - start


# -- who counts


def ours(folder: Path, name: str) -> Callable[[], Any]:
    """The expressions of our pages over the rows, translated anew each time."""
    from emptychair.customers.datasets import LIVE_EVENTS
    from emptychair.customers.event_counts import events_by_name
    from emptychair.touch.expressions import monthly_events

    engine = _engine(folder)
    files = sorted(folder.iterdir())
    table = engine.name_view("events", engine.read_files(files, LIVE_EVENTS.dataset.columns))
    if name == ACTIVE:
        return lambda: _plain(engine.fetch(monthly_events(table, name=ONE)))
    return lambda: _plain(engine.fetch(events_by_name(table)))


def daily_counts(folder: Path, name: str) -> Callable[[], Any]:
    """The page that reads daily counts."""
    from emptychair.customers.datasets import DAILY_EVENTS
    from emptychair.customers.event_counts import counts_by_name

    del name
    engine = _engine(folder)
    files = sorted((folder.parent / f"{folder.name}-counts").iterdir())
    table = engine.name_view("counts", engine.read_files(files, DAILY_EVENTS.columns))
    return lambda: _plain(engine.fetch(counts_by_name(table)))


def monthly_counts(folder: Path, name: str) -> Callable[[], Any]:
    """The page that reads counts of whole months, kept in memory."""
    from emptychair.analytics.manifest import Manifest
    from emptychair.analytics.snapshots import BEGINNING
    from emptychair.analytics.tail import Opened, counts_by_month
    from emptychair.customers.datasets import DAILY_EVENTS
    from emptychair.customers.event_counts import counts_by_name

    del name
    engine, place = _engine(folder), folder.parent / f"{folder.name}-counts"
    manifest = Manifest(
        dataset="events", columns={}, zone="UTC", closed_id=0, watermark=BEGINNING,
        rollups={DAILY_EVENTS.name: {path.name: path.name for path in place.iterdir()}},
    )  # fmt: skip
    rows = counts_by_month(engine, DAILY_EVENTS, Opened("", place, manifest))
    table = engine.store("months", rows)
    return lambda: _plain(engine.fetch(counts_by_name(table)))


def _engine(folder: Path) -> Any:
    from emptychair.analytics.duckdb import DuckDBEngine

    return DuckDBEngine(folder.parent / "spill", memory=MEMORY, threads=None)


def by_hand(folder: Path, name: str) -> Callable[[], Any]:
    """DuckDB."""
    import duckdb

    plain = duckdb.connect(config={"memory_limit": MEMORY})
    plain.execute(f"SET temp_directory = '{folder.parent / 'spill'}'")
    files = [str(path) for path in sorted(folder.iterdir())]
    told = SQL[name].format(table="read_parquet(?)", one=ONE)
    return lambda: plain.execute(told, [files]).fetchall()


def polars(folder: Path, name: str) -> Callable[[], Any]:
    """Polars, its streaming engine."""
    import polars as pl

    def run() -> Any:
        rows = pl.scan_parquet(sorted(folder.iterdir()))
        month = pl.col("day").dt.truncate("1mo").alias("month")
        if name == BY_NAME:
            return rows.group_by("name", month).len().collect(engine="streaming").rows()
        unit = pl.coalesce(pl.col("company_id"), -pl.col("person_id"))
        grouped = rows.filter(pl.col("name") == ONE).group_by(month)
        told = grouped.agg(pl.len().alias("n"), unit.n_unique().alias("customers"))
        return told.collect(engine="streaming").rows()

    return run


def pandas(folder: Path, name: str) -> Callable[[], Any]:
    """pandas, file by file, what it needs of each."""
    import pandas as pd

    columns = ["name", "day"] if name == BY_NAME else ["name", "day", "company_id", "person_id"]

    def run() -> Any:
        parts = []
        for path in sorted(folder.iterdir()):
            part = pd.read_parquet(path, columns=columns)
            parts.append(part if name == BY_NAME else part[part.name == ONE])
        rows = pd.concat(parts)
        month = pd.to_datetime(rows.day).dt.to_period("M").dt.start_time.dt.date
        if name == BY_NAME:
            return [(*key, n) for key, n in rows.groupby(["name", month]).size().items()]
        unit = rows.company_id.fillna(-rows.person_id).astype("int64")
        grouped = unit.groupby(month)
        return list(zip(grouped.size().index, grouped.size(), grouped.nunique(), strict=True))

    return run


def postgresql(folder: Path, name: str) -> Callable[[], Any]:
    """A table in PostgreSQL, filled before the clock runs. Started by tools/postgresql.sh."""
    import pyarrow.dataset as ds
    from adbc_driver_postgresql import dbapi

    from emptychair.config.env import environment

    connection = dbapi.connect(environment().database_url)
    cursor = connection.cursor()
    names = ["id", "person_id", "company_id", "name", "day"]
    rows = ds.dataset(sorted(folder.iterdir())).scanner(columns=names).to_reader()
    cursor.adbc_ingest("events", rows, mode="create")
    connection.commit()
    cursor.execute("ANALYZE events")
    cursor.execute("SET work_mem = '1GB'")
    told = SQL[name].format(table="events", one=ONE)

    def run() -> Any:
        cursor.execute(told)
        return cursor.fetchall()

    return run


CONTENDERS = {
    "our page": ours,
    "counts of months": monthly_counts,
    "daily counts": daily_counts,
    "DuckDB, by hand": by_hand,
    "Polars": polars,
    "pandas": pandas,
    "PostgreSQL": postgresql,
}
CHDB = """
import hashlib, json, sys, time
from chdb import session

folder, name, repeat, one = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
asked = session.Session()
source = f"FROM file('{folder}/*.parquet', Parquet)"
if name == "by name and month":
    told = f"SELECT name, toStartOfMonth(day) AS month, count() {source} GROUP BY 1, 2"
else:
    told = "SELECT toStartOfMonth(day) AS month, count(), uniqExact(ifNull(company_id, -person_id))"
    told += f" {source} WHERE name = '{one}' GROUP BY 1"
best, least = None, None
for _ in range(repeat):
    start, begun = time.perf_counter(), time.process_time()
    lines = str(asked.query(told, "JSONCompactEachRow")).splitlines()
    rows = [json.loads(line) for line in lines]
    took, work = time.perf_counter() - start, time.process_time() - begun
    best = took if best is None else min(best, took)
    least = work if least is None else min(least, work)
plain = sorted(str([str(value) for value in row]) for row in rows)
lines = open("/proc/self/status").read().splitlines()
memory = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
told = hashlib.sha256("".join(plain).encode()).hexdigest()
print(json.dumps({"seconds": best, "work": least, "memory": memory, "sum": told}))
"""


def _plain(table: Any) -> list[tuple[Any, ...]]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def run_one(contender: str, folder: Path, name: str, repeat: int) -> dict[str, Any]:
    """Ask a few times, in this process."""
    run, rows, clock, work = CONTENDERS[contender](folder, name), [], [], []
    for _ in range(repeat):
        start, begun = time.perf_counter(), time.process_time()
        rows = run()
        clock.append(time.perf_counter() - start)
        work.append(time.process_time() - begun)
    plain = sorted(str([_word(value) for value in row]) for row in rows)
    told = hashlib.sha256("".join(plain).encode()).hexdigest()
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    memory = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    least = None if contender == "PostgreSQL" else min(work)
    return {"seconds": min(clock), "work": least, "memory": memory, "sum": told}


def _word(value: Any) -> str:
    if isinstance(value, int | float):
        return str(int(value))
    return str(value)[:10]


# -- all of it


def measure(args: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The lines of the page."""
    load = os.getloadavg()[0]
    yield f"Load of the machine when it began: {load:.1f} on {os.cpu_count()} cores."
    for rows in args.sizes:
        place = folder / str(rows)
        if not place.exists():
            make_files(place, rows)
        small = folder / f"{rows}-counts"
        if small.exists():
            shutil.rmtree(small)
        seconds = make_counts(place)
        size, less = (sum(one.stat().st_size for one in at.iterdir()) for at in (place, small))
        yield ""
        yield f"### {rows:,} events"
        yield ""
        yield (
            f"{size / 2**20:,.0f} MiB of Parquet; daily counts of all of it made in {seconds:.1f} s"
            f" ({less / 2**20:,.1f} MiB)."
        )
        for name in WORDS:
            yield from _table(args, place, rows, name)


def _table(args: argparse.Namespace, place: Path, rows: int, name: str) -> Iterator[str]:
    found = {}
    for contender in CONTENDERS:
        if not _is_asked(contender, rows, name):
            continue
        words = ["--one", contender, "--folder", str(place), "--question", name]
        words += ["--repeat", str(args.repeat if contender != "PostgreSQL" else 2)]
        found[contender] = _child(words, postgresql=contender == "PostgreSQL")
    if args.chdb:
        told = subprocess.run(
            [args.chdb, "-c", CHDB, place, name, str(args.repeat), ONE],
            check=True,
            capture_output=True,
        )
        found["chDB"] = json.loads(told.stdout)
    if len({one["sum"] for one in found.values()}) > 1:
        raise SystemExit(f"They do not count the same: {found}")
    yield from _lines(found, name)


def _lines(found: dict[str, Any], name: str) -> Iterator[str]:
    scans = [one["work"] for who, one in found.items() if one["work"] and "counts" not in who]
    yield ""
    yield f"{WORDS[name][0].upper()}{WORDS[name][1:]}:"
    yield ""
    yield "| | ms | processor, ms | memory, MiB | × processor of the fastest scan |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for contender, one in sorted(found.items(), key=lambda each: each[1]["seconds"]):
        bold, work = "**" if contender in OURS else "", one["work"]
        told = f"{1000 * work:,.0f}" if work else "in other processes"
        times = f"{work / min(scans):.2f}" if work else ""
        yield (
            f"| {bold}{contender}{bold} | {1000 * one['seconds']:,.0f} | {told} |"
            f" {one['memory']:,.0f} | {times} |"
        )


def _is_asked(contender: str, rows: int, name: str) -> bool:
    if contender in {"daily counts", "counts of months"}:
        return name == BY_NAME
    return rows <= SMALL or contender not in {"pandas", "PostgreSQL"}


def _child(words: list[str], *, postgresql: bool) -> Any:
    command = [sys.executable, str(Path(__file__)), *words]
    if postgresql:
        command = ["sh", str(ROOT / "tools" / "postgresql.sh"), *command]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)
    return json.loads(told.stdout.splitlines()[-1])


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emptychair.config.settings")
    import django

    django.setup()


def write_page(text: str) -> None:
    """Put the lines between the marks of the page."""
    page = PAGE.read_text(encoding="utf-8")
    found = re.search(f"{re.escape(BEGIN)}.*{re.escape(END)}", page, re.DOTALL)
    if found is None:
        raise SystemExit(f"docs/performance.md has lost its marks: {BEGIN} and {END}.")
    whole = f"{page[: found.start()]}{BEGIN}\n{text}\n{END}{page[found.end() :]}"
    PAGE.write_text(whole, encoding="utf-8")


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=(1_000_000, 10_000_000))
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--chdb", default="")
    parser.add_argument("--no-write", action="store_true")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--one", default="")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--question", default="")
    args = parser.parse_args()
    if args.one:
        if args.one in {*OURS, "PostgreSQL"}:
            _django()
        print(json.dumps(run_one(args.one, args.folder, args.question, args.repeat)))
        return
    _django()
    folder = args.folder or Path(mkdtemp(prefix="emptychair-bench-"))
    lines = []
    for line in measure(args, folder):
        print(line, flush=True)
        lines.append(line)
    if not args.keep:
        shutil.rmtree(folder)
    if not args.no_write:
        write_page("\n".join(lines))


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in text.split(","))


if __name__ == "__main__":
    main()
