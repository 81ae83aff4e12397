"""What `bench/engine.py` and `bench/events.py` share: each contender asks the same question of the
same files in a process of its own, a few times; the quickest counts, and all must count the same.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
SMALL = 10_000_000  # pandas and PostgreSQL are asked up to here
MEMORY = "4GB"
Contender = Callable[[Path, str], Callable[[], Any]]
AWAY = frozenset({"PostgreSQL", "our page on Spark"})  # other processes do their work
# chDB lives in an environment of its own, so its part is handed over as words.
CHDB = """
import hashlib, json, sys, time
from chdb import session

asked, told, best, least = session.Session(), {told}, None, None
for _ in range(int(sys.argv[1])):
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
print(json.dumps({{"seconds": best, "work": least, "memory": memory, "sum": told}}))
"""


def django() -> None:
    """Our expressions live in the product."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emptychair.config.settings")
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    import django as framework

    framework.setup()


def engine_beside(folder: Path) -> Any:
    """DuckDB as our pages have it, that spills beside the files."""
    from emptychair.analytics.duckdb import DuckDBEngine

    return DuckDBEngine(folder.parent / "spill", memory=MEMORY, threads=None)


def plain(table: Any) -> list[tuple[Any, ...]]:
    """The rows of an Arrow table."""
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def duckdb_by_hand(folder: Path) -> tuple[Any, list[str]]:
    """A plain connection, and the files."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": MEMORY})
    connection.execute(f"SET temp_directory = '{folder.parent / 'spill'}'")
    return connection, [str(path) for path in sorted(folder.iterdir())]


def postgresql_with(folder: Path, table: str, columns: list[str]) -> Any:
    """A table in PostgreSQL, filled before the clock runs. Started by tools/postgresql.sh."""
    import pyarrow.dataset as ds
    from adbc_driver_postgresql import dbapi

    from emptychair.config.env import environment

    connection = dbapi.connect(environment().database_url)
    cursor = connection.cursor()
    rows = ds.dataset(sorted(folder.iterdir())).scanner(columns=columns).to_reader()
    cursor.adbc_ingest(table, rows, mode="create")
    connection.commit()
    cursor.execute(f"ANALYZE {table}")
    cursor.execute("SET work_mem = '1GB'")
    return cursor


def run_one(contenders: Mapping[str, Contender], args: argparse.Namespace) -> dict[str, Any]:
    """Ask a few times, in this process."""
    run = contenders[args.one](args.folder, args.question)
    rows: Any = []
    clock, work = [], []
    for _ in range(args.repeat):
        start, begun = time.perf_counter(), time.process_time()
        rows = run()
        clock.append(time.perf_counter() - start)
        work.append(time.process_time() - begun)
    plainly = zip(*rows.values(), strict=True) if isinstance(rows, dict) else rows
    words = sorted(str([_word(value) for value in row]) for row in plainly)
    told = hashlib.sha256("".join(words).encode()).hexdigest()
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    memory = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    least = None if args.one in AWAY else min(work)
    return {"seconds": min(clock), "work": least, "memory": memory, "sum": told}


def _word(value: Any) -> str:
    return str(int(value)) if isinstance(value, int | float) else str(value)[:10]


def all_of(
    script: str, asked: Collection[str], args: argparse.Namespace, place: Path, name: str, chdb: str
) -> dict[str, Any]:
    """What each of those asked took, `chdb` by its own SQL; who fails has no part in it. Ends
    where they count differently.
    """
    found: dict[str, Any] = {}
    for contender in asked:
        words = ["--one", contender, "--folder", str(place), "--question", name]
        words += ["--repeat", str(args.repeat if contender != "PostgreSQL" else 2)]
        with who_fails(contender):
            found[contender] = child(script, words, postgresql=contender == "PostgreSQL")
    if args.chdb:
        command = [args.chdb, "-c", CHDB.format(told=repr(chdb)), str(args.repeat)]
        with who_fails("chDB"):
            told = subprocess.run(command, check=True, stdout=subprocess.PIPE)
            found["chDB"] = json.loads(told.stdout)
    if len({one["sum"] for one in found.values()}) > 1:
        raise SystemExit(f"They do not count the same: {found}")
    return found


@contextmanager
def who_fails(contender: str) -> Iterator[None]:
    """Says so, and lets the others go on; what is made up need not be made anew for it."""
    try:
        yield
    except (subprocess.CalledProcessError, json.JSONDecodeError, IndexError) as error:
        print(f"{contender} failed: {error}", file=sys.stderr, flush=True)


def child(
    script: str, words: list[str], *, postgresql: bool = False, **variables: str
) -> dict[str, Any]:
    """What one process tells in its last line."""
    command = [sys.executable, script, *words]
    if postgresql:
        command = ["sh", str(ROOT / "tools" / "postgresql.sh"), *command]
    told = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, env={**os.environ, **variables}, cwd=ROOT
    )
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


def lines_of(
    found: Mapping[str, Any], *, ours: Collection[str], last: str, times: Callable[[float], str]
) -> Iterator[str]:
    """A table of them, the quickest first; `last` heads the column that `times` makes."""
    yield f"| | ms | processor, ms | memory, MiB | {last} |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for contender, one in sorted(found.items(), key=lambda each: float(each[1]["seconds"])):
        bold, work = "**" if contender in ours else "", one["work"]
        told = _thousandths(work) if work else "in other processes"
        yield (
            f"| {bold}{contender}{bold} | {_thousandths(one['seconds'])} | {told} |"
            f" {one['memory']:,.0f} | {times(work) if work else ''} |"
        )


def _thousandths(seconds: float) -> str:
    return f"{1000 * seconds:,.{0 if seconds >= 0.01 else 1}f}"


def sizes_of(place: Path, small: Path) -> tuple[float, float]:
    """MiB of two folders."""
    first, second = (sum(one.stat().st_size for one in at.iterdir()) for at in (place, small))
    return first / 2**20, second / 2**20


def arguments(words: str | None) -> argparse.ArgumentParser:
    """What both are called with."""
    parser = argparse.ArgumentParser(description=words)
    parser.add_argument("--sizes", type=_sizes, default=(1_000_000, 10_000_000))
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--chdb", default="")
    parser.add_argument("--no-write", action="store_true")
    parser.add_argument("--one", default="")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--question", default="")
    return parser


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in text.split(","))


def tell(lines: Iterator[str], script: str, *, write: bool) -> None:
    """Print the lines, and put them between the marks of the page."""
    told = []
    for line in lines:
        print(line, flush=True)
        told.append(line)
    if not write:
        return
    begin, end = (f"<!-- bench/{script} {word} -->" for word in ("begins", "ends"))
    page = PAGE.read_text(encoding="utf-8")
    found = re.search(f"{re.escape(begin)}.*{re.escape(end)}", page, re.DOTALL)
    if found is None:
        raise SystemExit(f"docs/performance.md has lost its marks: {begin} and {end}.")
    text = "\n".join(told)
    whole = f"{page[: found.start()]}{begin}\n{text}\n{end}{page[found.end() :]}"
    PAGE.write_text(whole, encoding="utf-8")
