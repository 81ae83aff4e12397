"""The package works in a notebook: no Django, no database, and quickly."""

import subprocess
import sys
import time

import emptychair.stats
from emptychair.stats import nps


def test_importing_stats_loads_no_framework():
    code = (
        "import sys, emptychair.stats\n"
        "unwanted = {'django', 'duckdb', 'ibis', 'pandas', 'pyspark', 'statsmodels'}\n"
        "found = unwanted & set(sys.modules)\n"
        "assert not found, found\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_public_name_exists_and_is_listed_in_order():
    names = emptychair.stats.__all__
    assert names == sorted(names)
    for name in names:
        assert getattr(emptychair.stats, name).__module__.startswith("emptychair.stats.")


def test_thousands_of_segments_take_about_a_second():
    start = time.perf_counter()
    for at in range(5000):
        nps(at % 97, at % 89 + 1, at % 13)
    assert time.perf_counter() - start < 3
