"""Those who count the same in `bench/engine.py`: each is a function of a folder and a question, and
gives back what asks it once: (group..., score, answers) as Python has them, by columns who can.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from race import Contender, duckdb_by_hand, engine_beside, postgresql_with

FIRST, AFTER = date(2023, 12, 1), date(2026, 12, 1)
QUARTER = date(2026, 9, 1)
LINKED = "manifest.json"  # of the files that know the day of each person's next answer


def _question(name: str) -> Any:
    from emptychair.metrics.expressions.cubes import CubeQuestion

    if name == "latest of each person":
        return CubeQuestion(metric="nps", first=QUARTER, end=AFTER, by=("segment",))
    return CubeQuestion(
        metric="nps", first=FIRST, end=AFTER, by=("touchpoint", "month"), which="all"
    )


def ours(folder: Path, name: str) -> Callable[[], Any]:
    """The expression of our pages over the files of a snapshot."""
    from emptychair.analytics.tail import rows_together
    from emptychair.metrics.datasets import LIVE_ANSWERS

    engine = engine_beside(folder)
    table = rows_together(engine, "answers", LIVE_ANSWERS, _alone(_opened(folder, folder)))
    return _asked(engine, table, name)


def linked(folder: Path, name: str) -> Callable[[], Any]:
    """The same by links, as a page reads the snapshot of a large workspace."""
    from emptychair.analytics.linked import linked_files, linked_together
    from emptychair.analytics.manifest import read_manifest
    from emptychair.analytics.tail import Opened
    from emptychair.metrics.datasets import LIVE_ANSWERS

    engine, place = engine_beside(folder), folder.parent / f"{folder.name}-linked"
    opened = Opened("", place, read_manifest(place, LINKED))
    files = linked_files(engine, "files", LIVE_ANSWERS, opened)
    table = linked_together(engine, "answers", LIVE_ANSWERS, _alone(opened), files)
    return _asked(engine, table, name)


def spark(folder: Path, name: str) -> Callable[[], Any]:
    """The same expression on Spark, inside of one process."""
    from emptychair.analytics.spark import SparkEngine
    from emptychair.metrics.datasets import LIVE_ANSWERS

    engine = SparkEngine("local[2]")
    files = engine.read_files(sorted(folder.iterdir()), LIVE_ANSWERS.dataset.columns)
    return _asked(engine, engine.name_view("answers", files), name)


def _asked(engine: Any, table: Any, name: str, *, counts: bool = False) -> Callable[[], Any]:
    """As a page asks: translated with the first question of its kind, which is about another metric
    and other days.
    """
    from emptychair.metrics.expressions.cubes import cube_of_answers, cube_of_counts
    from emptychair.metrics.expressions.kinds import kind_of

    cube = cube_of_counts if counts else cube_of_answers
    question = _question(name)
    columns = [*question.columns, "score", "answers"]

    def ask(asked: Any) -> Any:
        told = engine.columns(table, partial(cube, question=asked), kind_of(asked, cube))
        return {name: told[name] for name in columns}

    ask(replace(question, metric="csat", first=date(2024, 2, 1), end=date(2024, 4, 1)))
    return lambda: ask(question)


def _opened(folder: Path, place: Path, counts: Path | None = None) -> Any:
    """A snapshot of these files."""
    from emptychair.analytics.manifest import DataFile, Manifest
    from emptychair.analytics.snapshots import BEGINNING
    from emptychair.analytics.tail import Opened
    from emptychair.metrics.datasets import DAILY_COUNTS

    files = [DataFile(one.name, one.name[5:12], 0, 0, 0, 0) for one in sorted(folder.iterdir())]
    kept = {one.stem[-7:]: one.name for one in counts.iterdir()} if counts else {}
    manifest = Manifest(
        dataset="answers", columns={}, zone="UTC", closed_id=0, watermark=BEGINNING,
        files=tuple(files), rollups={DAILY_COUNTS.name: kept},
    )  # fmt: skip
    return Opened("", place, manifest)


def _alone(opened: Any) -> Any:
    """Nothing is newer than the files."""
    from emptychair.analytics.tail import Beside
    from emptychair.metrics.datasets import LIVE_ANSWERS

    nothing = LIVE_ANSWERS.schema.empty_table()
    return Beside(opened, nothing, nothing, frozenset())


def counts(folder: Path, name: str) -> Callable[[], Any]:
    """The page that reads daily counts."""
    from emptychair.analytics.tail import counts_together
    from emptychair.metrics.datasets import DAILY_COUNTS

    engine, place = engine_beside(folder), folder.parent / f"{folder.name}-counts"
    beside = _alone(_opened(folder, place, place))
    table = counts_together(engine, "counts", DAILY_COUNTS, beside)
    return _asked(engine, table, name, counts=True)


def months(folder: Path, name: str) -> Callable[[], Any]:
    """The page that reads counts of whole months by the columns it needs, kept in memory."""
    from emptychair.analytics.coarser import by_fewer, months_of
    from emptychair.analytics.engine import adding_engine
    from emptychair.analytics.tail import counts_together, month_beside
    from emptychair.metrics.datasets import DAILY_COUNTS

    engine, place = engine_beside(folder), folder.parent / f"{folder.name}-counts"
    beside = _alone(_opened(folder, place, place))
    adding = adding_engine(engine, spill=folder.parent / "spill")
    every = adding.store("every", months_of(engine, DAILY_COUNTS, beside.opened, before=None))
    needed = _question(name).counted
    fewer = tuple(one for one in DAILY_COUNTS.columns if one in needed)
    rows = by_fewer(adding, DAILY_COUNTS, every, fewer)
    base = adding.store("fewer", month_beside(DAILY_COUNTS, rows))
    table = counts_together(adding, "counts", DAILY_COUNTS, beside, base=base)
    return _asked(adding, table, name, counts=True)


def sql(folder: Path, name: str) -> Callable[[], Any]:
    """DuckDB, by hand."""
    connection, files = duckdb_by_hand(folder)
    told = _sql(name)

    def run() -> Any:
        found = connection.execute(told, [files]).fetchnumpy()
        return {one: values.tolist() for one, values in found.items()}

    return run


def _sql(name: str, table: str = "read_parquet(?)") -> str:
    scored = f"FROM {table} WHERE metric = 'nps' AND score IS NOT NULL AND is_counted"
    if name == "latest of each person":
        inside = f"{scored} AND day >= DATE '{QUARTER}' AND day < DATE '{AFTER}'"
        latest = (
            "SELECT arg_max(score, (answered_at, id)) AS score,"
            f" arg_max(segment, (answered_at, id)) AS segment {inside}"
            " GROUP BY person_id, survey_id, touchpoint_id"
        )
        return f"SELECT segment, score, count(*) FROM ({latest}) GROUP BY 1, 2"  # noqa: S608 - our own words
    return (
        "SELECT touchpoint_id, CAST(date_trunc('month', day) AS DATE) AS month, score, count(*)"
        f" {scored} GROUP BY 1, 2, 3"
    )


def polars(folder: Path, name: str) -> Callable[[], Any]:
    import polars as pl

    def run() -> Any:
        rows = pl.scan_parquet(sorted(folder.iterdir())).filter(
            (pl.col("metric") == "nps") & pl.col("score").is_not_null() & pl.col("is_counted")
        )
        if name == "latest of each person":
            last = pl.struct("answered_at", "id")
            rows = rows.filter((pl.col("day") >= QUARTER) & (pl.col("day") < AFTER))
            rows = rows.group_by("person_id", "survey_id", "touchpoint_id").agg(
                pl.col("score", "segment").sort_by(last).last()
            )
            found = rows.group_by("segment", "score").len()
        else:
            month = pl.col("day").dt.truncate("1mo").alias("month")
            found = rows.group_by("touchpoint_id", month, "score").len()
        return found.collect(engine="streaming").to_dict(as_series=False)

    return run


def pandas(folder: Path, name: str) -> Callable[[], Any]:
    import pandas as pd

    late = name == "latest of each person"
    more = ["answered_at", "id", "person_id", "survey_id", "segment"] if late else []
    columns = ["metric", "score", "is_counted", "day", "touchpoint_id", *more]

    def run() -> Any:
        parts = []
        for path in sorted(folder.iterdir()):
            part = pd.read_parquet(path, columns=columns)
            part = part[(part.metric == "nps") & part.score.notna() & part.is_counted]
            parts.append(part[part.day >= QUARTER] if late else part)
        rows = pd.concat(parts)
        if late:
            rows = rows.sort_values(["answered_at", "id"])
            rows = rows.drop_duplicates(["person_id", "survey_id", "touchpoint_id"], keep="last")
            grouped = rows.groupby(["segment", "score"])
        else:
            month = pd.to_datetime(rows.day).dt.to_period("M").dt.start_time.dt.date
            grouped = rows.groupby(["touchpoint_id", month, "score"])
        return [(*key, n) for key, n in grouped.size().items()]

    return run


def postgresql(folder: Path, name: str) -> Callable[[], Any]:
    """PostgreSQL."""
    names = ["id", "survey_id", "person_id", "touchpoint_id", "metric", "score", "segment"]
    cursor = postgresql_with(folder, "answers", [*names, "answered_at", "is_counted", "day"])
    told = _sql(name, "answers")
    if name == "latest of each person":
        inside = "metric = 'nps' AND score IS NOT NULL AND is_counted"
        told = (
            "SELECT segment, score, count(*) FROM (SELECT DISTINCT ON (person_id, survey_id,"  # noqa: S608 - our own words
            f" touchpoint_id) segment, score FROM answers WHERE {inside} AND day >= '{QUARTER}'"
            f" AND day < '{AFTER}' ORDER BY person_id, survey_id, touchpoint_id, answered_at DESC,"
            " id DESC) AS latest GROUP BY 1, 2"
        )

    def run() -> Any:
        cursor.execute(told)
        return cursor.fetchall()

    return run


CONTENDERS: dict[str, Contender] = {
    "our page": ours,
    "our page, by links": linked,
    "counts of months": months,
    "daily counts": counts,
    "DuckDB, by hand": sql,
    "Polars": polars,
    "pandas": pandas,
    "PostgreSQL": postgresql,
    "our page on Spark": spark,
}


def chdb(folder: Path, name: str) -> str:
    """The SQL of chDB."""
    scored = f"FROM file('{folder}/*.parquet', Parquet) WHERE metric = 'nps' AND score IS NOT NULL"
    scored += " AND is_counted"
    if name == "latest of each person":
        told = (
            "SELECT segment, score, count() FROM (SELECT argMax(score, (answered_at, id)) AS score,"  # noqa: S608 - our own words
            f" argMax(segment, (answered_at, id)) AS segment {scored}"
            f" AND day >= toDate32('{QUARTER}') GROUP BY person_id, survey_id, touchpoint_id)"
            " GROUP BY 1, 2"
        )
    else:
        told = "SELECT touchpoint_id, toStartOfMonth(day) AS month, score, count() "
        told += f"{scored} GROUP BY 1, 2, 3"
    return f"{told} SETTINGS prefer_column_name_to_alias = 1"
