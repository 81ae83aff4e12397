"""Rows are told as `to_pylist` tells them, of every type that a question brings."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from emptychair.analytics.unpacking import rows_of

DAY, MOMENT = date(2026, 11, 23), datetime(2026, 11, 23, 1, 2, 3, 4, tzinfo=UTC)
COLUMNS = {
    "int64": pa.array([1, -(2**62), 1], pa.int64()),
    "missing": pa.array([2**53 + 1, None, 3], pa.int64()),
    "int16": pa.array([1, 2, 3], pa.int16()),
    "float": pa.array([0.5, float("inf"), -0.0], pa.float64()),
    "gaps": pa.array([0.5, None, 2.0], pa.float64()),
    "text": pa.array(["a", None, "法人"], pa.string()),
    "day": pa.array([DAY, DAY, None], pa.date32()),
    "moment": pa.array([MOMENT, None, MOMENT], pa.timestamp("us", tz="UTC")),
    "yes": pa.array([True, None, False], pa.bool_()),
    "none": pa.nulls(3),
    "list": pa.array([[1], None, [2, 3]], pa.list_(pa.int32())),
}


@pytest.mark.parametrize("parts", [1, 2])
@pytest.mark.parametrize("name", COLUMNS)
def test_each_type(name, parts):
    table = pa.concat_tables([pa.table({name: COLUMNS[name], "n": [1, 2, 3]})] * parts)
    found = rows_of(table)
    assert found == table.to_pylist()
    for row, wanted in zip(found, table.to_pylist(), strict=True):
        assert type(row[name]) is type(wanted[name])


def test_no_rows():
    assert rows_of(pa.table(COLUMNS).slice(0, 0)) == []
    assert rows_of(pa.table({"n": pa.chunked_array([], pa.int64())})) == []
