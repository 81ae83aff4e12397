"""The nightly jobs of customer success at size: processor time and memory as events grow.

    python bench/nightly.py                          to 50 million; rewrites docs/performance.md
    python bench/nightly.py --events 1000000 --no-write

100,000 companies, each with a person and a contract; every tenth fades. What they did, and each day
of use that was counted from it, lies in Parquet as a snapshot has it and nowhere else: nothing is
live beside it. One job after the other reads it, each in a process of its own, so that memory is
its own, in seconds of the processor (the engine's threads are in them).
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- bench/nightly.py begins -->", "<!-- bench/nightly.py ends -->"
COMPANIES, SPAN, SEED, MONTH = 100_000, 730, 7, 31
SIZES = (1_000_000, 5_000_000, 50_000_000)
JOBS = (
    "usage.read_workspace", "onboarding.read_workspace", "silence.read_workspace",
    "touch.count_customers", "success.look_at_workspace",
)  # fmt: skip
NAMES = np.array(["login", "report_made", "file_added", "note_written", "export", "search"])


def start(folder: Path) -> None:
    """Django, on that folder."""
    os.environ |= {"EMPTYCHAIR_DATA": str(folder), "DATABASE_URL": ""}
    from emptychair.config.start import start_django

    start_django(writes=True)
    from emptychair.config.first_tables import bring_tables_up_to_date

    bring_tables_up_to_date()


# -- the workspace


def fill(events: int) -> None:
    """Companies in the database, their events and days of use in files."""
    from emptychair.accounts.access import Access
    from emptychair.accounts.services.workspaces import create_workspace

    place = create_workspace(
        Access.system(None, "bench"), name="N", slug="n", language="en", time_zone="Asia/Tokyo"
    )
    today = datetime.now(UTC).date()
    fill_customers(place, today)
    say_what_is_first(place)
    from emptychair.customers.datasets import LIVE_EVENTS
    from emptychair.usage.datasets import DAILY_USE

    write_files(LIVE_EVENTS, place, events, today)
    write_files(DAILY_USE, place, events, today)


def fill_customers(place: Any, today: date) -> None:
    """A person and a contract for each company."""
    from emptychair.customers.models import Company, Contract, Person
    from emptychair.kit.storing import store_new

    for first in range(0, COMPANIES, 10_000):
        numbers = range(first, first + 10_000)
        joined = [today - timedelta(days=60 + (n * 7) % 900) for n in numbers]
        companies = [
            Company(workspace=place, name=f"Company {n}", external_id=f"c{n}", joined_on=day)
            for n, day in zip(numbers, joined, strict=True)
        ]
        store_new(companies)
        store_new([
            Person(workspace=place, name=f"Person {n}", external_id=f"p{n}", company_id=one.pk)
            for n, one in zip(numbers, companies, strict=True)
        ])  # fmt: skip
        store_new([
            Contract(
                workspace=place, company_id=one.pk, external_id=f"k{n}", plan="Team",
                amount=Decimal(100 + n % 900), currency="EUR", period="month", seats=5 + n % 20,
                starts_on=one.joined_on, renews_on=today + timedelta(days=n % 365),
            )
            for n, one in zip(numbers, companies, strict=True)
        ])  # fmt: skip


def say_what_is_first(place: Any) -> None:
    """A first value that events tell, or onboarding has nothing to read."""
    from emptychair.accounts.access import Access
    from emptychair.onboarding.services.definitions import define_first_value
    from emptychair.onboarding.types import Rule, Step, Terms

    made = Rule(what="event", name="report_made", count=3)
    terms = Terms(
        begins="joined", words="three reports", rule=made, target_days=60,
        steps=(Step(words="a file", rule=Rule(what="event", name="file_added", count=1)),),
    )  # fmt: skip
    access = Access.system(place, "bench")
    define_first_value(access, kind="company", segment="", terms=terms, reason="")


def write_files(source: Any, place: Any, events: int, today: date) -> None:
    """A snapshot of so many rows, cut by month, as the product writes it."""
    from emptychair.analytics.manifest import Manifest, folder_of, point_current_at, write_manifest
    from emptychair.analytics.models import snapshots
    from emptychair.analytics.writing import FileWriter

    now = datetime.now(UTC)
    folder = folder_of(source.dataset.name, place.pk)
    folder.mkdir(parents=True)
    writer = FileWriter(source, folder, 1, take_along=lambda _month: [])
    for rows in made_up(source.dataset.name, place.pk, events, today):
        writer.add(rows.select(source.schema.names).cast(source.schema))
    manifest = Manifest(
        dataset=source.dataset.name, columns=dict(source.dataset.columns), zone=place.zone.key,
        closed_id=events, watermark=now, generation=1, files=tuple(writer.finish()),
    )  # fmt: skip
    name = write_manifest(folder, manifest)
    point_current_at(folder, name)
    snapshots().create(
        workspace=place, dataset=source.dataset.name, relation=source.relation, manifest=name,
        watched_since=now, taken_at=now, seen_id=events, seen_at=now,
    )  # fmt: skip


def made_up(dataset: str, place: int, events: int, today: date) -> Iterator[pa.Table]:
    """Rows month by month, as they came. The same chance makes events and days of use."""
    rng, first = np.random.default_rng(SEED), 1
    begun = np.datetime64(today) - SPAN
    for start_day in range(0, SPAN, MONTH):
        days = min(MONTH, SPAN - start_day)
        count = events * (start_day + days) // SPAN - events * start_day // SPAN
        for left in range(count, 0, -1_000_000):
            n = min(left, 1_000_000)
            unit = rng.integers(1, COMPANIES + 1, n)
            ago = start_day + rng.integers(0, days, n)
            gone = (unit % 10 == 0) & (ago > SPAN - 60)
            unit = np.where(
                gone, np.maximum(unit - 1, 1), unit
            )  # whoever fades, somebody else came
            day = (begun + ago).astype("datetime64[D]")
            words = pa.DictionaryArray.from_arrays(rng.integers(0, 6, n).astype(np.int8), NAMES)
            ids = np.arange(first, first + n)
            first += n
            yield (_events if dataset == "events" else _use)(
                place, ids, unit, day, words.cast("string")
            )


def _events(_place: int, ids: Any, unit: Any, day: Any, words: Any) -> pa.Table:
    empty = pa.array([""]).take(pa.array(np.zeros(len(ids), dtype=np.int8)))
    return pa.table({
        "id": ids, "person_id": unit, "company_id": unit, "name": words, "touchpoint_key": empty,
        "source": empty, "occurred_at": pa.array(day.astype("datetime64[us]")).cast(
            pa.timestamp("us", tz="UTC")), "day": pa.array(day),
    })  # fmt: skip


def _use(place: int, ids: Any, unit: Any, day: Any, words: Any) -> pa.Table:
    n, ones = len(ids), np.ones(len(ids), dtype=np.int64)
    return pa.table({
        "id": ids, "workspace_id": ones * place, "company_id": unit, "person_id": unit,
        "feature": words, "day": pa.array(day), "recorded_on": pa.array(day), "users": ones,
        "actions": ones, "origin": pa.array(["events"]).take(pa.array(np.zeros(n, dtype=np.int8))),
    })  # fmt: skip


# -- the jobs


def run_job(name: str) -> None:
    """One job in this process: its seconds of the processor and its memory, printed."""
    from holding import watching

    from emptychair.accounts.models import Workspace
    from emptychair.jobs.registry import job_named

    begun, worked = time.perf_counter(), time.process_time()
    with watching() as held:
        job_named(name).function(workspace_id=Workspace.objects.get().pk)
    took, busy = time.perf_counter() - begun, time.process_time() - worked
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    print("\n".join(held.lines()))
    print(f"{busy:.1f} {took:.1f} {peak:.0f} {held.most:.2f}")


def measured(folder: Path, events: int, jobs: list[str]) -> dict[str, list[float]]:
    """Of each job: processor seconds, seconds by the clock, memory in MiB."""
    me = [sys.executable, str(Path(__file__)), "--folder", str(folder)]
    subprocess.run([*me, "--fill", "--events", str(events)], check=True)
    found = {}
    for name in jobs:
        done = subprocess.run([*me, "--job", name], capture_output=True, text=True, check=False)
        last = done.stdout.strip().splitlines()[-1:] or ["failed"]
        print(f"{events:,} {name}: {last[0]} {done.stderr[-1500:] if done.returncode else ''}")
        if not done.returncode:
            found[name] = [float(one) for one in last[0].split()]
    return found


def table(results: dict[int, dict[str, list[float]]]) -> str:
    """Markdown: a line for each job, processor seconds and memory for each size."""
    heads = [f"{size:,} events | memory" for size in results]
    lines = ["| job | " + " | ".join(heads) + " |", "| --- |" + " ---: | ---: |" * len(results)]
    for name in JOBS:
        cells = [
            f"{of[name][0]:.1f} s | {of[name][2]:,.0f} MiB" if name in of else "– | –"
            for of in results.values()
        ]
        lines.append(f"| `{name}` | " + " | ".join(cells) + " |")
    day = datetime.now(UTC)
    return "\n".join([*lines, "", f"Measured {day.day} {day:%B %Y} on {os.cpu_count()} cores."])


def main() -> None:
    """Fill, run one job, or all of it for each size."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--folder", type=Path)
    given.add_argument("--events", type=int, nargs="*", default=list(SIZES))
    given.add_argument("--jobs", default=",".join(JOBS))
    given.add_argument("--fill", action="store_true")
    given.add_argument("--job", default="")
    given.add_argument("--no-write", action="store_true")
    asked = given.parse_args()
    if asked.fill or asked.job:
        start(asked.folder)
        fill(asked.events[0]) if asked.fill else run_job(asked.job)
        return
    results = {}
    for size in asked.events:
        with TemporaryDirectory(prefix="nightly-bench-", dir=asked.folder) as folder:
            results[size] = measured(Path(folder), size, asked.jobs.split(","))
    told = table(results)
    print(told)
    if not asked.no_write:
        text = PAGE.read_text(encoding="utf-8")
        whole = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
        PAGE.write_text(whole.sub(lambda _m: f"{BEGIN}\n{told}\n{END}", text), encoding="utf-8")


if __name__ == "__main__":
    main()
