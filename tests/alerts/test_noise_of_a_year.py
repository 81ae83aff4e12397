"""A part of bench/alerts.py: a year of mornings in workspaces where nothing changed."""

import importlib.util
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2] / "bench/alerts.py"


@pytest.fixture(scope="module")
def bench():
    import sys

    found = importlib.util.spec_from_file_location("bench_alerts", HERE)
    module = importlib.util.module_from_spec(found)
    sys.modules["bench_alerts"] = module
    found.loader.exec_module(module)
    yield module
    del sys.modules["bench_alerts"]


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 1, 4, 5])
def test_fewer_than_one_workspace_in_twenty_hears_a_false_alarm(bench, number):
    hit, _large, _kinds = bench.false_alarms(bench.SIZES[number], 60, seed=100 + number)
    assert hit <= 5  # of 60: so many or fewer come with chance .91 where the true share is .05


@pytest.mark.slow
def test_a_drop_of_twenty_points_at_ten_answers_a_day_is_told_within_three_months(bench):
    size = bench.Size("", 10, 8, 4, 0)
    days = bench.days_until_told(size, 20.0, 10, seed=7)
    assert sorted(one if one is not None else 999 for one in days)[5] < 90
