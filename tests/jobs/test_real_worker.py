"""The worker as it runs in the product: its own processes, its own database."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from emptychair.config.env import environment
from tests.jobs.fresh_database import fresh_database

ROOT = Path(__file__).parent.parent.parent
START = "from emptychair.config.start import start_django; start_django(writes=True)\n"
MIGRATE = """
from emptychair.config.first_tables import bring_tables_up_to_date
bring_tables_up_to_date()
"""


@pytest.fixture
def house(tmp_path):
    """The environment of a fresh installation, on the kind of database the tests run on."""
    with fresh_database(environment().database_url) as url:
        environ = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "tests.jobs.real.settings",
            "DATABASE_URL": url,
            "EMPTYCHAIR_DATA": str(tmp_path / "data"),
            "EMPTYCHAIR_WORKER_PROCESSES": "2",
            "EMPTYCHAIR_JOB_TIMEOUT": "2",
            "EMPTYCHAIR_JOB_LEASE": "3",
        }
        python(environ, START + MIGRATE)
        yield environ


def python(environ, code):
    subprocess.run([sys.executable, "-c", code], env=environ, check=True, timeout=180, cwd=ROOT)


@contextmanager
def worker(environ, *, patience=20):
    """A worker that is asked to end, and given so many seconds to finish its job."""
    process = subprocess.Popen(
        [sys.executable, "-m", "emptychair.jobs"], env=environ, cwd=ROOT, start_new_session=True
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(patience)


def wait_for(path, text):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if path.exists() and text in path.read_text():
            return
        time.sleep(0.05)
    pytest.fail(f"{text!r} did not come within 30 s")


@pytest.mark.later
def test_committed_jobs_are_done_and_those_of_an_undone_cause_are_not(house, tmp_path):
    notes = tmp_path / "notes"
    python(
        house,
        START
        + f"""
from django.db import transaction
from emptychair.jobs import enqueue
def note(text):
    enqueue("real.note", path={str(notes)!r}, text=text)
note("before")
try:
    with transaction.atomic():
        note("undone")
        raise RuntimeError
except RuntimeError:
    pass
with transaction.atomic():
    note("last")
""",
    )
    with worker(house) as process:
        wait_for(notes, "last")
        wait_for(notes, "before")
        time.sleep(0.5)
    assert sorted(notes.read_text().split()) == ["before", "last"]
    assert process.returncode == 0


@pytest.mark.later
def test_the_job_of_a_killed_worker_is_done_by_the_next_one(house, tmp_path):
    lines = tmp_path / "lines"
    enqueue = f"from emptychair.jobs import enqueue; enqueue('real.hang_once', path={str(lines)!r})"
    python(house, START + enqueue)
    with worker(house) as first:
        wait_for(lines, "started")
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
    with worker(house):
        wait_for(lines, "finished")
    assert lines.read_text().split() == ["started", "started", "finished"]
