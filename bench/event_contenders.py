"""Those who count the same in `bench/events.py`: each is a function of a folder and a question, and
gives back what asks it once.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from race import Contender, duckdb_by_hand, engine_beside, plain, postgresql_with

ONE = "event 07"
BY_NAME, ACTIVE = "by name and month", "customers active by month"
PAGE, ROWS, DAILY = "our page", "our expression, all rows", "daily counts"
OURS = (PAGE, ROWS, DAILY)
KEPT = (PAGE, DAILY)  # these read what is kept beside the rows
SQL = {
    BY_NAME: "SELECT name, CAST(date_trunc('month', day) AS DATE) AS month, count(*) FROM {table}"
    " GROUP BY 1, 2",
    ACTIVE: "SELECT CAST(date_trunc('month', day) AS DATE) AS month, count(*), count(DISTINCT CASE"  # noqa: S608 - our own words
    " WHEN company_id IS NULL THEN -person_id ELSE company_id END) FROM {table}"
    f" WHERE name = '{ONE}' GROUP BY 1",
}


def our_page(folder: Path, name: str) -> Callable[[], Any]:
    """As the page does it: by the counts of months, or by what is kept of those that are over and
    the pairs of the last one, in which something changed since.
    """
    return _counts_of_months(folder) if name == BY_NAME else _months_kept(folder)


def _counts_of_months(folder: Path) -> Callable[[], Any]:
    from emptychair.analytics.tail import counts_by_month
    from emptychair.customers.datasets import DAILY_EVENTS
    from emptychair.customers.event_counts import counts_by_name

    engine = engine_beside(folder)
    rows = counts_by_month(engine, DAILY_EVENTS, _opened(folder, DAILY_EVENTS))
    table = engine.store("months", rows)
    return lambda: plain(engine.fetch(counts_by_name(table)))


def _months_kept(folder: Path) -> Callable[[], Any]:
    import pyarrow.compute as pc

    from emptychair.analytics.tail import Beside, counts_together, months_standing, read_months
    from emptychair.customers.datasets import ACTIVE_CUSTOMERS, CUSTOMER_EVENTS, LIVE_EVENTS
    from emptychair.customers.event_counts import alike_pairs, customers_of_pairs

    engine, table = _events(folder)
    opened = _opened(folder, ACTIVE_CUSTOMERS, CUSTOMER_EVENTS)
    kept = read_months(ACTIVE_CUSTOMERS, opened)
    last = engine.fetch(table.filter(table.day == table.day.max()).limit(1))
    beside = Beside(opened, last, last, frozenset())  # one row was changed to what it was
    pairs = counts_together(engine, "pairs", CUSTOMER_EVENTS, beside)

    def ask(name: str) -> Any:
        found = months_standing(LIVE_EVENTS, ACTIVE_CUSTOMERS, beside, kept)
        known = found.rows.filter(pc.equal(found.rows["name"], name)).drop_columns(["name"])
        inside = tuple(sorted(found.by_pairs))
        newer = engine.answer(
            pairs,
            lambda rows: customers_of_pairs(rows, name=name, months=inside),
            alike_pairs(name, inside),
        )
        return [*plain(known), *plain(newer)]

    ask("event 03")
    return lambda: ask(ONE)


def _opened(folder: Path, *counts: Any) -> Any:
    from emptychair.analytics.manifest import DataFile, Manifest
    from emptychair.analytics.snapshots import BEGINNING
    from emptychair.analytics.tail import Opened

    places = {one.name: f"{folder.name}-{one.name}" for one in counts}
    files = {
        name: {path.stem[-7:]: f"{place}/{path.name}" for path in (folder.parent / place).iterdir()}
        for name, place in places.items()
    }
    months = {month for some in files.values() for month in some}
    manifest = Manifest(
        dataset="events", columns={}, zone="UTC", closed_id=0, watermark=BEGINNING, rollups=files,
        files=tuple(DataFile("", month, 0, 0, 0, 0) for month in sorted(months)),
    )  # fmt: skip
    return Opened("", folder.parent, manifest)


def all_rows(folder: Path, name: str) -> Callable[[], Any]:
    """The expressions of our pages over all rows, translated anew each time."""
    from emptychair.customers.event_counts import events_by_name
    from emptychair.touch.expressions import monthly_events

    engine, table = _events(folder)
    if name == ACTIVE:
        return lambda: plain(engine.fetch(monthly_events(table, name=ONE)))
    return lambda: plain(engine.fetch(events_by_name(table)))


def _events(folder: Path) -> tuple[Any, Any]:
    from emptychair.customers.datasets import LIVE_EVENTS

    engine, files = engine_beside(folder), sorted(folder.iterdir())
    rows = engine.read_files(files, LIVE_EVENTS.dataset.columns)
    return engine, engine.name_view("events", rows)


def daily_counts(folder: Path, name: str) -> Callable[[], Any]:
    """A page that reads daily counts."""
    from emptychair.customers.datasets import DAILY_EVENTS
    from emptychair.customers.event_counts import counts_by_name

    del name
    engine, place = engine_beside(folder), folder.parent / f"{folder.name}-{DAILY_EVENTS.name}"
    rows = engine.read_files(sorted(place.iterdir()), DAILY_EVENTS.columns)
    table = engine.name_view("counts", rows)
    return lambda: plain(engine.fetch(counts_by_name(table)))


def by_hand(folder: Path, name: str) -> Callable[[], Any]:
    """DuckDB."""
    connection, files = duckdb_by_hand(folder)
    told = SQL[name].format(table="read_parquet(?)")
    return lambda: connection.execute(told, [files]).fetchall()


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
    """PostgreSQL."""
    cursor = postgresql_with(folder, "events", ["id", "person_id", "company_id", "name", "day"])
    told = SQL[name].format(table="events")

    def run() -> Any:
        cursor.execute(told)
        return cursor.fetchall()

    return run


CONTENDERS: dict[str, Contender] = {
    PAGE: our_page,
    ROWS: all_rows,
    DAILY: daily_counts,
    "DuckDB, by hand": by_hand,
    "Polars": polars,
    "pandas": pandas,
    "PostgreSQL": postgresql,
}


def chdb(folder: Path, name: str) -> str:
    """The SQL of chDB."""
    source = f"FROM file('{folder}/*.parquet', Parquet)"
    if name == BY_NAME:
        return f"SELECT name, toStartOfMonth(day) AS month, count() {source} GROUP BY 1, 2"
    return (
        "SELECT toStartOfMonth(day) AS month, count(), uniqExact(ifNull(company_id, -person_id))"
        f" {source} WHERE name = '{ONE}' GROUP BY 1"
    )
