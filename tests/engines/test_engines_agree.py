"""Every engine counts what pandas counts, to the last answer and the last bit."""

from datetime import date, timedelta

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from emptychair.analytics.linked_columns import MONTH, MONTH_END
from emptychair.analytics.manifest import Manifest
from emptychair.analytics.snapshots import BEGINNING
from emptychair.analytics.tail import (
    Beside,
    Opened,
    counts_together,
    rows_together,
    stored_names,
)
from emptychair.analytics.writing import FileWriter
from emptychair.metrics.datasets import DAILY_COUNTS, LIVE_ANSWERS, daily_counts
from emptychair.metrics.expressions.ces import ces_counts
from emptychair.metrics.expressions.counting import (
    answers_within,
    count_by_score,
    counted_answers,
    hushed,
)
from emptychair.metrics.expressions.csat import csat_counts
from emptychair.metrics.expressions.cubes import CubeQuestion, cube_of_answers, cube_of_counts
from emptychair.metrics.expressions.nps import nps_counts
from emptychair.surveys.types.together import Together

# Spark's client leaves connections to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
FIRST, END = date(2025, 2, 10), date(2025, 11, 20)
DIMENSIONS = ["survey_id", "touchpoint_id", "segment", "language", "channel"]


def told(engine, expression):
    """Rows in one order, numbers as numbers, whatever is missing as None."""
    found = engine.fetch(expression)
    return sorted(map(plain, found.to_pylist()), key=str)


def wanted(frame, names=None):
    frame = frame.reset_index() if names is None else frame[names]
    frame = frame.astype(object).where(frame.notna(), None)
    return sorted(map(plain, frame.to_dict("records")), key=str)


def plain(row):
    return {name: _plain_value(value) for name, value in sorted(row.items())}


def _plain_value(value):
    if isinstance(value, pd.Timestamp):
        return value.date()
    whole = isinstance(value, np.integer) or (isinstance(value, float) and value.is_integer())
    return int(value) if whole else value


def within(frame, metric="nps"):
    day = frame.day.dt.date
    return frame[
        (frame.metric == metric)
        & (day >= FIRST)
        & (day < END)
        & frame.score.notna()
        & frame.is_counted
    ]


def by_score(frame, by):
    grouped = frame.groupby([*by, "score"], dropna=False).size().rename("answers")
    return wanted(grouped)


def newest(frame, *more):
    order = frame.sort_values(["second", "id"])
    return order.drop_duplicates(["person", "survey_id", "touchpoint_id", *more], keep="last")


def test_nps_by_month_and_touchpoint(engine, answers, frame):
    chosen = answers_within(answers, metric="nps", first=FIRST, end=END)
    chosen = chosen.mutate(month=chosen.day.truncate("M").cast("date"))
    found = told(engine, nps_counts(chosen, by=("month", "touchpoint_id")))
    inside = within(frame)
    inside = inside.assign(
        month=inside.day.dt.to_period("M").dt.start_time,
        promoters=inside.score >= 9,
        passives=inside.score.between(7, 8),
        detractors=inside.score <= 6,
    )
    groups = inside.groupby(["month", "touchpoint_id"], dropna=False)
    assert found == wanted(groups[["promoters", "passives", "detractors"]].sum())
    assert len(found) > 100


@pytest.mark.parametrize(
    ("metric", "counts", "highest"), [("csat", csat_counts, 5), ("ces", ces_counts, 7)]
)
def test_how_often_each_point_was_given(engine, answers, frame, metric, counts, highest):
    chosen = answers_within(answers, metric=metric, first=FIRST, end=END)
    found = told(engine, counts(chosen, by=("segment",)))
    inside = within(frame, metric)
    for point in range(1, highest + 1):
        inside = inside.assign(**{f"score_{point}": inside.score == point})
    points = [f"score_{point}" for point in range(1, highest + 1)]
    assert found == wanted(inside.groupby("segment")[points].sum())


@pytest.mark.parametrize("more", [(), ("month",)], ids=["in all", "in each month"])
def test_the_latest_answer_of_each_person(engine, answers, frame, more):
    chosen = answers_within(answers, metric="nps", first=FIRST, end=END)
    chosen = chosen.mutate(month=chosen.day.truncate("M").cast("date"))
    latest = counted_answers(chosen, which="latest", within=more)
    found = told(engine, count_by_score(latest, by=(*more, "segment", "channel")))
    inside = within(frame)
    inside = inside.assign(month=inside.day.dt.to_period("M").dt.start_time)
    assert inside.duplicated(["person", "survey_id", "touchpoint_id", "second"]).sum() > 20  # ties
    assert found == by_score(newest(inside, *more), [*more, "segment", "channel"])


def test_small_groups_of_private_surveys_are_hushed(engine, answers, frame):
    inside = within(frame)
    inside = inside.assign(month=inside.day.dt.to_period("M").dt.start_time)
    part = ["survey_id", "touchpoint_id", "month"]
    fifth = inside[inside.survey_id == 5].groupby(part, dropna=False).size()
    least = {2: 3, 5: int(fifth.median()), 7: 10**6}
    until = date(2025, 10, 1)
    chosen = answers_within(answers, metric="nps", first=FIRST, end=END)
    shown = hushed(chosen, Together(tuple(least.items()), until=until), first=FIRST, end=END)
    latest = counted_answers(shown, which="latest", kept=("score", "segment"))
    found = told(engine, count_by_score(latest, by=("survey_id", "segment")))
    private = inside.survey_id.isin(list(least))
    inside = inside.assign(
        segment=inside.segment.where(~private, ""), person=inside.person.where(~private, -inside.id)
    )
    together = inside.groupby(part, dropna=False).id.transform("size")
    month = inside.month.dt.date
    is_whole = (month > FIRST) & (month < until)  # the first month is cut
    enough = together >= inside.survey_id.map(least).fillna(0)
    inside = newest(inside[~private | (is_whole & enough)])
    assert found == by_score(inside, ["survey_id", "segment"])
    surveys = {row["survey_id"] for row in found}
    assert {2, 5} <= surveys
    assert 7 not in surveys


def test_rolling_windows_divide_alike(engine, answers, frame):
    chosen = answers_within(answers, metric="nps", first=FIRST, end=END)
    days = nps_counts(chosen, by=("day",))
    window = ibis.window(order_by="day", preceding=27, following=0)
    sums = days.mutate(
        **{name: days[name].sum().over(window) for name in ("promoters", "passives", "detractors")}
    )
    n = (sums.promoters + sums.passives + sums.detractors).cast("float64")
    score = 100 * (sums.promoters - sums.detractors).cast("float64") / n
    found = engine.fetch(sums.select("day", nps=score).order_by("day"))["nps"].to_pylist()
    inside = within(frame)
    daily = inside.assign(
        sign=(inside.score >= 9).astype(int) - (inside.score <= 6).astype(int)
    ).groupby("day").sign.agg(["sum", "size"])  # fmt: skip
    over = daily.rolling(28, min_periods=1).sum()
    assert found == (100 * over["sum"] / over["size"]).tolist()  # to the last bit
    assert len(found) == (END - FIRST).days


@pytest.mark.parametrize("part", ["day", "week", "month", "quarter", "year", "weekday"])
def test_parts_of_time(engine, answers, frame, part):
    question = CubeQuestion(metric="csat", first=FIRST, end=END, by=(part,), which="all")
    found = told(engine, cube_of_answers(answers, question))
    inside = within(frame, "csat")
    if part == "weekday":
        parts = inside.day.dt.weekday
    elif part == "day":
        parts = inside.day
    else:
        letter = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}[part]
        parts = inside.day.dt.to_period(letter).dt.start_time
    assert found == by_score(inside.assign(**{part: parts}), [part])


def test_daily_counts(engine, answers, frame):
    found = told(engine, daily_counts(answers))
    counted = frame[frame.score.notna() & frame.is_counted]
    by = ["day", "metric", *DIMENSIONS]
    assert found == by_score(counted, by)


QUESTIONS = [
    CubeQuestion(metric="nps", first=FIRST, end=END, by=("touchpoint", "month")),
    CubeQuestion(metric="nps", first=FIRST, end=END, by=("company", "source")),
    CubeQuestion(metric="ces", first=FIRST, end=END, by=("segment",), which="all"),
    CubeQuestion(
        metric="nps",
        first=FIRST,
        end=END,
        by=("channel", "week"),
        filters=(("segment", ("", "法人", "o'neill")), ("touchpoint", (None, 3, 4))),
        which="all",
        together=Together(((2, 50), (3, 10**6)), until=date(2025, 9, 1)),
    ),
    CubeQuestion(
        metric="nps",
        first=FIRST,
        end=END,
        by=("channel", "quarter"),
        which="all",
        together=Together(((2, 5), (3, 10**6)), until=date(2025, 9, 1)),
    ),
]


@pytest.mark.parametrize(
    "question", QUESTIONS, ids=["latest", "nulls", "all", "filtered", "private"]
)
def test_cubes(engine, answers, frame, rows, question, tmp_path):
    found = told(engine, cube_of_answers(answers, question))
    from emptychair.analytics.duckdb import DuckDBEngine

    other = DuckDBEngine(tmp_path, memory="512MB", threads=2)
    same = told(other, cube_of_answers(other.store("rows", rows), question))
    other.close()
    assert found == same
    assert found
    if question.is_additive:
        counts = engine.store("counts", other_counts(rows))
        assert told(engine, cube_of_counts(counts, question)) == found
        engine.drop("counts")
    if question.by == ("company", "source"):
        latest = newest(within(frame))
        assert found == by_score(latest, ["company_id", "source"])


def other_counts(rows):
    counted = rows.filter(pa.compute.and_(rows["score"].is_valid(), rows["is_counted"]))
    names = [name for name in DAILY_COUNTS.columns if name != "answers"]
    grouped = counted.group_by(names).aggregate([([], "count_all")])
    return grouped.rename_columns({"count_all": "answers"}).cast(DAILY_COUNTS.schema)


def test_a_snapshot_and_what_came_since(engine, rows, frame, tmp_path):
    """A changed row, a deleted one and a new one beside files that hold the first two."""
    old = rows.take([5, 60_000])
    changed = old.slice(0, 1).to_pylist()[0] | {"score": 4, "metric": "nps", "is_counted": True}
    new = changed | {"id": 10**9, "person_id": 999_999}
    newer = pa.Table.from_pylist([changed, new], schema=rows.schema)
    writer = FileWriter(LIVE_ANSWERS, tmp_path, 1, take_along=lambda _month: ())
    writer.add(rows)
    listed = writer.finish()
    manifest = Manifest(
        dataset="answers",
        columns=LIVE_ANSWERS.dataset.columns,
        zone="America/New_York",
        closed_id=10**6,
        watermark=BEGINNING,
        files=listed,
        rollups={"daily_counts": {}},
    )
    months = {str(day)[:7] for day in old["day"].to_pylist()}
    touched = frozenset(file.name for file in listed if file.month in months)
    assert 0 < len(touched) < len(listed)
    beside = Beside(Opened("m", tmp_path, manifest), newer, old, touched)
    table = rows_together(engine, "together", LIVE_ANSWERS, beside)
    found = told(engine, table.group_by("metric").aggregate(
        n=table.count(), ids=table.id.sum(), score=table.score.sum()))  # fmt: skip
    ids = old["id"].to_pylist()
    now = pd.concat([frame[~frame.id.isin(ids)], newer.to_pandas()])
    groups = now.groupby("metric")
    assert found == wanted(groups.agg(n=("id", "size"), ids=("id", "sum"), score=("score", "sum")))
    bounds = table.group_by(month=table.day.truncate("M").cast("date")).aggregate(
        least=table[MONTH].min(), most=table[MONTH].max(), end=table[MONTH_END].max())  # fmt: skip
    for one in engine.fetch(bounds).to_pylist():
        assert one["least"] == one["most"] == one["month"]
        assert one["end"] == (one["month"] + timedelta(days=32)).replace(day=1)
    counts = counts_together(engine, "counted", DAILY_COUNTS, beside)
    total = engine.fetch(counts.aggregate(n=counts.answers.sum()))["n"][0].as_py()
    before = old.filter(pa.compute.and_(old["score"].is_valid(), old["is_counted"])).num_rows
    assert total == 2 - before  # of the files there are no counts here: only more and less
    for name in [*stored_names("together"), "counted", "counted_newer"]:
        engine.drop(name)


def test_missing_columns_are_named(engine, tmp_path):
    import pyarrow.parquet as pq

    path = tmp_path / "short.parquet"
    pq.write_table(pa.table({"id": [1]}), path)
    with pytest.raises(ValueError, match="survey_id"):
        engine.table(LIVE_ANSWERS.dataset, path)


def test_no_file_is_no_row(engine):
    empty = engine.read_files([], LIVE_ANSWERS.dataset.columns)
    assert engine.fetch(daily_counts(empty)).num_rows == 0
