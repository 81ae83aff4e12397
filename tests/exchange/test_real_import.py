"""An import in the real worker, killed in the middle."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from emptychair.config.env import environment
from tests.jobs.test_real_worker import MIGRATE, ROOT, START, fresh_database, python, worker

LEASE = "4"
MAKE = """
import csv
from emptychair.accounts.access import Access
from emptychair.accounts.services.workspaces import create_workspace
from emptychair.exchange.services.starting import begin_import, start_import
system = Access.system(None, "tests")
place = create_workspace(system, name="K", slug="k", language="ja", time_zone="Asia/Tokyo")
access = Access.system(place, "tests")
lines = ["date,score"] + [f"2026-01-{n % 28 + 1:02},{n % 11}" for n in range(ROWS)]
file = [chr(10).join(lines).encode()]
begin_import(access, start_import(access, shape="answers", file=file, file_name="a.csv"))
"""
LOOK = """
import json
from emptychair.exchange.models import ImportedRow, ImportRun
from emptychair.surveys.models import Response
run = ImportRun.objects.get()
print(json.dumps([run.state, run.rows_done, run.added, run.same, Response.objects.count(),
    ImportedRow.objects.filter(table="surveys.response").count()]))
"""


@pytest.fixture
def house(tmp_path):
    with fresh_database(environment().database_url) as url:
        environ = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "emptychair.config.settings",
            "DATABASE_URL": url,
            "EMPTYCHAIR_DATA": str(tmp_path / "data"),
            "EMPTYCHAIR_WORKER_PROCESSES": "1",
            "EMPTYCHAIR_JOB_TIMEOUT": "120",
            "EMPTYCHAIR_JOB_LEASE": LEASE,
        }
        python(environ, START + MIGRATE)
        yield environ


def look(environ):
    done = subprocess.run(
        [sys.executable, "-c", START + LOOK],
        env=environ,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return json.loads(done.stdout.splitlines()[-1])


def wait(environ, wanted, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = look(environ)
        if wanted(found):
            return found
    return pytest.fail(f"The import did not come so far: {found}")


def killed_in_the_middle(house, rows):
    python(house, START + MAKE.replace("ROWS", str(rows)))
    with worker(house) as first:
        wait(house, lambda found: found[1] > 0, 60)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    state, done, *_ = look(house)
    with worker(house):
        last = wait(house, lambda found: found[0] == "done", 240)
    return (state, done), last


def test_a_killed_import_goes_on_and_writes_each_row_once(house):
    (state, done), last = killed_in_the_middle(house, 12_000)
    assert (state, done % 500) == ("running", 0)
    assert 0 < done < 12_000
    assert last == ["done", 12_000, 12_000, 0, 12_000, 12_000]


@pytest.mark.slow
def test_a_large_import_is_killed_and_goes_on(house):
    (state, done), last = killed_in_the_middle(house, 60_000)
    assert (state, 0 < done < 60_000) == ("running", True)
    assert last == ["done", 60_000, 60_000, 0, 60_000, 60_000]
