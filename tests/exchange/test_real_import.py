"""An import in the real worker, killed in the middle."""

import os
import signal
import time

import pytest

from emptychair.config.env import environment
from tests.jobs.inside import inside
from tests.jobs.test_real_worker import MIGRATE, ROOT, fresh_database, worker

MAKE = """
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
HOW_FAR = """
from emptychair.exchange.models import ImportRun
told = list(ImportRun.objects.values_list("state", "rows_done").get())
"""
LOOK = """
from emptychair.exchange.models import ImportedRow, ImportRun
from emptychair.surveys.models import Response
run = ImportRun.objects.get()
told = [run.state, run.rows_done, run.added, run.same, Response.objects.count(),
    ImportedRow.objects.filter(table="surveys.response").count()]
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
            "EMPTYCHAIR_JOB_LEASE": "4",
        }
        with inside(environ) as ask:
            ask(MIGRATE)
            yield environ, ask


def wait(ask, reached, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = ask(HOW_FAR)
        if reached(*found):
            return
        time.sleep(0.01)
    pytest.fail(f"The import did not come so far: {found}")


def killed_in_the_middle(house, rows):
    environ, ask = house
    ask(MAKE.replace("ROWS", str(rows)))
    with worker(environ) as first:
        wait(ask, lambda _state, done: done > 0, 180)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    between = ask(HOW_FAR)
    with worker(environ, patience=120):  # what follows an import looks at everybody
        wait(ask, lambda state, _done: state == "done", 240)
    return between, ask(LOOK)


@pytest.mark.later
def test_a_killed_import_goes_on_and_writes_each_row_once(house):
    (state, done), last = killed_in_the_middle(house, 6_000)
    assert (state, done % 500) == ("running", 0)
    assert 0 < done < 6_000
    assert last == ["done", 6_000, 6_000, 0, 6_000, 6_000]


@pytest.mark.slow
def test_a_large_import_is_killed_and_goes_on(house):
    (state, done), last = killed_in_the_middle(house, 60_000)
    assert (state, 0 < done < 60_000) == ("running", True)
    assert last == ["done", 60_000, 60_000, 0, 60_000, 60_000]
