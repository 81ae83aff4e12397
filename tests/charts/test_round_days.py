"""Days below an axis are round, and never too many."""

import pytest

from emptychair.charts import round_days


@pytest.mark.parametrize(
    ("last", "most", "expected"),
    [
        (282, 48, [0, 10, 20]), (1716, 10, [0, 200, 400]), (36, 48, [0, 1, 2]), (90, 12, [0, 10]),
        (0, 10, [0]),
    ],
)  # fmt: skip
def test_days_below_an_axis_are_round(last, most, expected):
    found = round_days(last, most)
    assert found[: len(expected)] == expected
    assert found[-1] <= last
    assert len(found) <= most + 1
