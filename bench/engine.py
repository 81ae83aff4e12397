"""How long it takes to count answers in Parquet: our expressions beside SQL and others by hand.

    python bench/engine.py                               rewrites its part of docs/performance.md
    python bench/engine.py --sizes 1000000,10000000,100000000
    python bench/engine.py --chdb OTHER/bin/python    with chDB of another environment
    python bench/engine.py --folder F                 keeps what was made up, and uses it again

Answers are made up, three years of them, and laid out as a snapshot lays them out. Each contender
runs in a process of its own, asks the same question on the same files a few times, and the quickest
counts; all must count the same. Memory is the largest resident memory of that process.
"""

import argparse
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from contenders import CONTENDERS, LINKED, chdb
from race import (
    SMALL,
    all_of,
    arguments,
    child,
    django,
    lines_of,
    run_one,
    sizes_of,
    tell,
    who_fails,
)

OURS = ("our page", "our page, by links", "daily counts", "counts of months")
MONTHS, FILE = 36, 1_000_000
WORDS = {
    "by touchpoint and month": "NPS by touchpoint and month, three years, every answer",
    "latest of each person": "NPS by segment, the last three months, of each person the latest",
}


# -- the answers


def make_files(folder: Path, rows: int) -> None:
    """Answers of three years, a file for each month and million."""
    import numpy as np
    import pyarrow as pa

    from emptychair.analytics.writing import write_rows
    from emptychair.metrics.datasets import LIVE_ANSWERS

    folder.mkdir(parents=True)
    rng, done = np.random.default_rng(7), 0
    for month in range(MONTHS):
        begun = np.datetime64("2023-12") + month
        days = int((begun + 1).astype("datetime64[D]").astype(int)) - int(
            begun.astype("datetime64[D]").astype(int)
        )
        left, part = rows * (month + 1) // MONTHS - rows * month // MONTHS, 0
        while left:
            n = min(left, FILE)
            seconds = np.sort(rng.integers(0, days * 86_400, n)).astype("timedelta64[s]")
            local = begun.astype("datetime64[s]") + seconds
            table = _rows(rng, pa, np, done, local, rows)
            write_rows(
                folder / f"rows-{begun}-{part}.parquet",
                table.select(LIVE_ANSWERS.schema.names).cast(LIVE_ANSWERS.schema),
                LIVE_ANSWERS,
            )
            left, done, part = left - n, done + n, part + 1


def _rows(rng: Any, pa: Any, np: Any, done: int, local: Any, rows: int) -> Any:
    n = len(local)
    tokyo = np.timedelta64(9, "h")

    def words(*choices: str) -> Any:
        codes = pa.array(rng.integers(0, len(choices), n, dtype=np.int8))
        return pa.DictionaryArray.from_arrays(codes, pa.array(choices)).cast(pa.string())

    kinds = rng.choice(4, n)  # every second answer is an NPS
    metric = pa.DictionaryArray.from_arrays(
        pa.array(np.minimum(kinds, 2), pa.int8()), pa.array(["csat", "ces", "nps"])
    ).cast(pa.string())
    top = np.array([5, 7, 10, 10])[kinds]
    return pa.table(
        {
            "id": np.arange(done + 1, done + n + 1),
            "survey_id": np.minimum(kinds, 2) * 2 + rng.integers(1, 3, n),
            "invitation_id": pa.array(np.arange(done + 1, done + n + 1)),
            "person_id": rng.integers(1, max(rows // 8, 10), n),
            "company_id": pa.array(rng.integers(1, 2_000, n), mask=rng.random(n) < 0.4),
            "touchpoint_id": rng.integers(1, 13, n),
            "metric": metric,
            "score": np.minimum(top, rng.integers(1, 13, n)),
            "language": words("ja", "ja", "ja", "en"),
            "channel": words("email", "web"),
            "segment": words("gold", "silver", "bronze", ""),
            "source": words("mail", "import"),
            "answered_at": pa.array((local - tokyo).astype("datetime64[us]")),
            "is_counted": rng.random(n) < 0.98,
            "day": pa.array(local.astype("datetime64[D]")),
        }
    )


def make_counts(folder: Path) -> float:
    """The daily counts of these files, as a snapshot keeps them; seconds."""
    from emptychair.analytics.duckdb import DuckDBEngine
    from emptychair.analytics.rollups import counts_of
    from emptychair.analytics.writing import write_parquet
    from emptychair.metrics.datasets import DAILY_COUNTS, LIVE_ANSWERS

    start, target = time.perf_counter(), folder.parent / f"{folder.name}-counts"
    target.mkdir()
    engine = DuckDBEngine(folder.parent / "spill", memory="2GB", threads=None)
    for month in sorted({path.name[5:12] for path in folder.iterdir()}):
        paths = sorted(folder.glob(f"rows-{month}-*"))
        rows = engine.read_files(paths, LIVE_ANSWERS.dataset.columns)
        counted = engine.fetch(counts_of(DAILY_COUNTS, rows))
        write_parquet(target / f"counts-{month}.parquet", counted)
    engine.close()
    return time.perf_counter() - start


def make_links(folder: Path) -> float:
    """The same files with the day of each person's next answer, as snapshots have it; seconds."""
    import pyarrow.parquet as pq

    from emptychair.analytics.linking import with_links
    from emptychair.analytics.manifest import DataFile, Manifest, write_manifest
    from emptychair.analytics.snapshots import BEGINNING
    from emptychair.metrics.datasets import LIVE_ANSWERS

    start, target = time.perf_counter(), folder.parent / f"{folder.name}-linked"
    target.mkdir()
    for path in folder.iterdir():
        os.link(path, target / path.name)
    files = tuple(
        DataFile(
            path.name, path.name[5:12], pq.read_metadata(path).num_rows, 0, 0, path.stat().st_size
        )
        for path in sorted(folder.iterdir())
    )
    plain = Manifest(
        dataset="answers", columns=LIVE_ANSWERS.dataset.columns, zone="Asia/Tokyo", closed_id=0,
        watermark=BEGINNING, files=files,
    )  # fmt: skip
    made = with_links(LIVE_ANSWERS, target, plain)
    (target / write_manifest(target, made)).rename(target / LINKED)
    for file in files:
        (target / file.name).unlink()
    return time.perf_counter() - start


# -- the snapshot


def snapshot(rows: int) -> dict[str, float]:
    """Rows a second out of SQLite into a snapshot, and into one Parquet file with nothing else."""
    django()
    from django.conf import settings

    from emptychair.config.first_tables import bring_tables_up_to_date

    settings.DATA_FOLDER.mkdir()
    bring_tables_up_to_date()
    place, zone = _fill_database(rows)
    from emptychair.analytics.snapshots import take_snapshot
    from emptychair.metrics.datasets import LIVE_ANSWERS

    raw = _raw_copy(place)
    start = time.perf_counter()
    taken = take_snapshot(LIVE_ANSWERS, place, zone)
    whole = time.perf_counter() - start
    if taken is None or taken.new_rows != rows:
        raise SystemExit(f"Not all rows were taken: {taken}")
    _add(1_000, place)
    start = time.perf_counter()
    taken = take_snapshot(LIVE_ANSWERS, place, zone)
    more = time.perf_counter() - start
    if taken is None or taken.new_rows != 1_000:
        raise SystemExit(f"Not all further rows were taken: {taken}")
    return {"raw": rows / raw, "whole": rows / whole, "more": more}


def _fill_database(rows: int) -> Any:
    from emptychair.accounts.access import Access
    from emptychair.accounts.services.workspaces import create_workspace
    from emptychair.surveys.models import Response, Survey

    nobody = Access.system(None, "bench")
    space = create_workspace(nobody, name="B", slug="b", language="ja", time_zone="Asia/Tokyo")
    survey = Survey.objects.create(workspace=space, name="B", metric="nps", state="running")
    Response.objects.create(
        workspace=space, survey=survey, metric="nps", score=9, channel="email", source="mail",
        language="ja", segment="gold", answered_at=datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip
    _add(rows - 1, space.pk)
    return space.pk, space.zone


def _add(rows: int, place: int) -> None:
    """More rows like the first, at other moments."""
    from django.db import connection

    from emptychair.surveys.models import Response

    columns = [field.column for field in Response._meta.concrete_fields if not field.primary_key]  # noqa: SLF001 - Django's way
    earlier = {
        "sqlite": "datetime(answered_at, '-' || (n * 7919 % 90000000) || ' seconds')",
        "postgresql": "answered_at - (n::bigint * 7919 % 90000000) * interval '1 second'",
    }
    other = {"answered_at": earlier[connection.vendor], "score": "n % 11"}
    values = ", ".join(other.get(name, f'"{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO surveys_response ({names}) WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL"  # noqa: S608 - our own words
            f" SELECT n + 1 FROM many WHERE n < {rows}) SELECT {values} FROM many,"
            f" (SELECT * FROM surveys_response WHERE workspace_id = {place} ORDER BY id LIMIT 1) t"
        )


def _raw_copy(place: int) -> float:
    """Seconds for the same columns by Arrow into one Parquet file, and nothing else."""
    import pyarrow.parquet as pq
    from django.conf import settings

    from emptychair.metrics.datasets import LIVE_ANSWERS

    columns = ", ".join(f'"{LIVE_ANSWERS.column_of(name)}"' for name in LIVE_ANSWERS.fields)
    start = time.perf_counter()
    with _arrow_connection() as connection, connection.cursor(**_in_batches()) as cursor:
        cursor.execute(f"SELECT {columns} FROM surveys_response WHERE workspace_id = {place}")  # noqa: S608 - our own words
        reader = cursor.fetch_record_batch()
        target = settings.DATA_FOLDER / "raw.parquet"
        with pq.ParquetWriter(target, reader.schema, compression="zstd") as writer:
            for batch in reader:
                writer.write_batch(batch)
    return time.perf_counter() - start


def _arrow_connection() -> Any:
    from django.conf import settings

    if _is_sqlite():
        from adbc_driver_sqlite import dbapi
        from django.db import connection

        connection.close()  # two SQLite libraries with a file open lose each other's locks
        return dbapi.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro")
    from adbc_driver_postgresql import dbapi

    return dbapi.connect(os.environ["DATABASE_URL"])


def _in_batches() -> dict[str, Any]:
    return {"adbc_stmt_kwargs": {"adbc.sqlite.query.batch_rows": "65536"}} if _is_sqlite() else {}


def _is_sqlite() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite"


# -- all of it


def measure(args: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The lines of the page."""
    yield f"Load of the machine when it began: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
    for rows in args.sizes:
        place = folder / str(rows)
        seconds, linking = _made(place, rows)
        size, small = sizes_of(place, folder / f"{rows}-counts")
        yield ""
        yield f"### {rows:,} answers"
        yield ""
        yield (
            f"{size:,.0f} MiB of Parquet; daily counts of all of it made in {seconds:.1f} s"
            f" ({small:,.1f} MiB), links in {linking:,.1f} s."
        )
        for name in WORDS:
            yield from _table(args, place, rows, name)
    yield from ("", "### Taking a snapshot", "")
    yield from _snapshot_words(args, folder)


def _made(place: Path, rows: int) -> tuple[float, float]:
    """Seconds for the counts and links of these files, which are made up first; as noted beside
    them where they are there already.
    """
    note = place.parent / f"{place.name}.json"
    if not note.exists():
        for kind in ("", "-counts", "-linked"):
            shutil.rmtree(place.parent / f"{place.name}{kind}", ignore_errors=True)
        make_files(place, rows)
        note.write_text(json.dumps([make_counts(place), make_links(place)]), encoding="ascii")
    seconds, linking = json.loads(note.read_text(encoding="ascii"))
    return seconds, linking


def _snapshot_words(args: argparse.Namespace, folder: Path) -> Iterator[str]:
    with TemporaryDirectory(prefix="data-", dir=folder) as place:
        words = ["--snapshot", str(args.snapshot_rows)]
        data = Path(place) / "data"
        told: dict[str, float] = {}
        with who_fails("The snapshot"):
            told = child(__file__, words, EMPTYCHAIR_DATA=str(data))
    if not told:
        yield "It failed this time."
        return
    yield (
        f"{args.snapshot_rows:,} answers out of SQLite: {told['whole']:,.0f} rows a second into a"
        " snapshot (local days, months, daily counts, on disk before it stands), against"
        f" {told['raw']:,.0f} rows a second copied by Arrow into one Parquet file as they are."
        f" 1,000 further answers: {told['more']:.2f} s."
    )


def _table(args: argparse.Namespace, place: Path, rows: int, name: str) -> Iterator[str]:
    asked = [one for one in CONTENDERS if _is_asked(args, one, rows, name)]
    found = all_of(__file__, asked, args, place, name, chdb(place, name))
    page = found["our page"]["work"]
    yield from ("", f"{WORDS[name]}:", "")
    yield from lines_of(
        found,
        ours=OURS,
        last="our page takes of the processor",
        times=lambda work: "" if work == page else f"× {page / work:.2f}",
    )


def _is_asked(args: argparse.Namespace, contender: str, rows: int, name: str) -> bool:
    if contender in {"daily counts", "counts of months"}:
        return name == "by touchpoint and month"
    if contender == "our page, by links":
        return name == "latest of each person"
    if contender == "our page on Spark":
        return bool(args.spark) and rows <= SMALL
    return rows <= SMALL or contender not in {"pandas", "PostgreSQL"}


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--snapshot-rows", type=int, default=1_000_000)
    parser.add_argument("--spark", action="store_true")
    parser.add_argument("--snapshot", type=int, default=0)
    args = parser.parse_args()
    if args.one:
        if args.one in {*OURS, "our page on Spark", "PostgreSQL"}:
            django()
        print(json.dumps(run_one(CONTENDERS, args)))
        return
    if args.snapshot:
        print(json.dumps(snapshot(args.snapshot)))
        return
    django()
    with nullcontext(args.folder) if args.folder else TemporaryDirectory() as name:
        folder = Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        tell(measure(args, folder), "engine.py", write=not args.no_write)


if __name__ == "__main__":
    main()
