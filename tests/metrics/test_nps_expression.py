"""The one definition of the counts, computed by the embedded engine."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from emptychair.analytics.datasets import Dataset
from emptychair.analytics.engine import embedded_engine
from emptychair.metrics.benchmarks import published_benchmarks, same_market
from emptychair.metrics.expressions.nps import nps_counts, score_counts

ANSWERS = Dataset("answers", {"row": "int64", "score": "int8", "place": "string"}, key=("row",))
SCORES = [0, 6, 7, 8, 9, 10, None, 5]


@pytest.fixture
def answers(tmp_path: Path):
    table = pa.table(
        {
            "row": pa.array(range(len(SCORES)), pa.int64()),
            "score": pa.array(SCORES, pa.int8()),
            "place": pa.array(["a", "a", "a", "b", "b", "b", "b", "b"]),
        }
    )
    pq.write_table(table, tmp_path / "rows.parquet")
    with embedded_engine(tmp_path) as engine:
        yield engine, engine.table(ANSWERS, tmp_path / "rows.parquet")


def test_a_blank_is_nobody_and_the_limits_are_six_and_nine(answers):
    engine, table = answers
    [row] = engine.fetch(nps_counts(table)).to_pylist()
    assert row == {"promoters": 2, "passives": 2, "detractors": 3}


def test_groups_add_up_to_the_whole(answers):
    engine, table = answers
    rows = engine.fetch(nps_counts(table, by=["place"]).order_by("place")).to_pylist()
    assert rows == [
        {"place": "a", "promoters": 0, "passives": 1, "detractors": 2},
        {"place": "b", "promoters": 2, "passives": 1, "detractors": 1},
    ]


def test_other_limits_are_obeyed(answers):
    engine, table = answers
    counts = nps_counts(table, detractors_up_to=5, promoters_from=8)
    assert engine.fetch(counts).to_pylist() == [{"promoters": 3, "passives": 2, "detractors": 2}]


def test_counts_of_nobody_are_zero_and_whole_numbers(answers):
    engine, table = answers
    counted = engine.fetch(nps_counts(table.filter(table.score > 10)))
    assert counted.to_pylist() == [{"promoters": 0, "passives": 0, "detractors": 0}]
    assert {field.type for field in counted.schema} == {pa.int64()}


def test_each_score_is_counted(answers):
    engine, table = answers
    rows = engine.fetch(score_counts(table)).to_pylist()
    assert {row["score"]: row["answers"] for row in rows} == dict.fromkeys(
        (0, 5, 6, 7, 8, 9, 10), 1
    )


def test_files_that_lack_a_column_are_refused_by_its_name(answers, tmp_path):
    engine, _ = answers
    wider = Dataset("wider", {**ANSWERS.columns, "colour": "string"}, key=("row",))
    with pytest.raises(ValueError, match="colour"):
        engine.table(wider, tmp_path / "rows.parquet")


def test_a_key_must_be_among_the_columns():
    with pytest.raises(ValueError, match="nowhere"):
        Dataset("odd", {"row": "int64"}, key=("nowhere",))


def test_every_published_figure_has_publisher_and_year():
    figures = published_benchmarks()
    assert figures
    assert all(figure.publisher and figure.year > 2000 for figure in figures)


def test_only_the_newest_figure_of_a_sector_is_shown():
    brokers = same_market("JP", "online brokers")
    assert {(figure.statistic, figure.year) for figure in brokers} == {
        ("mean", 2025),
        ("best", 2025),
    }
