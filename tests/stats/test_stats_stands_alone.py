"""The package works in a notebook: no Django, no database, nothing slow to load."""

import subprocess
import sys

import emptychair.stats


def test_importing_stats_loads_no_framework():
    code = (
        "import sys, emptychair.stats\n"
        "unwanted = {'django', 'duckdb', 'ibis', 'lifelines', 'pandas', 'pyspark', 'statsmodels'}\n"
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
