"""What is fetched without a relation of DuckDB is what the relation tells."""

from datetime import date

import pyarrow as pa
import pytest

from emptychair.analytics.alike import Alike, Marks
from emptychair.analytics.duckdb import DuckDBEngine

DAYS = [date(1583, 1, 1), date(2026, 11, 23), None, date(9999, 12, 31)]
ROWS = pa.table(
    {
        "n": pa.array([1, None, 2**53 - 1, -5], pa.int64()),
        "large": pa.array([2**62, 2**61, 2**61, 3], pa.int64()),
        "score": pa.array([10, None, 0, -1], pa.int16()),
        "day": pa.array(DAYS, pa.date32()),
        "word": pa.array(["", None, "法人", "o'neill"], pa.string()),
        "real": pa.array([0.5, None, float("inf"), -0.0], pa.float64()),
    }
)


@pytest.fixture
def engine(tmp_path):
    made = DuckDBEngine(tmp_path, memory="512MB", threads=2)
    yield made
    made.close()


@pytest.mark.parametrize("names", [("n", "score", "day", "word"), ("large",), ("real", "n")])
@pytest.mark.parametrize("rows", [4, 1, 0])
def test_any_values(engine, names, rows):
    table = engine.store("rows", ROWS.slice(0, rows))

    def ask(given):
        grouped = given.group_by(*names).aggregate(
            total=given.n.sum(), most=given.large.sum(), first=given.day.min()
        )
        return grouped.mutate(month=grouped.first.truncate("M").cast("date"))

    found = engine.answer(table, ask, Alike("all", Marks().values, ask))
    wanted = engine.fetch(ask(table))
    assert found.schema.equals(wanted.schema)
    assert sorted(map(str, found.to_pylist())) == sorted(map(str, wanted.to_pylist()))
    columns = engine.columns(table, ask, Alike("all", Marks().values, ask))
    rows_told = [
        dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
    ]
    assert sorted(map(str, rows_told)) == sorted(map(str, wanted.to_pylist()))
