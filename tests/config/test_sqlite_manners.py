"""Several processes write at once, as web and worker do; on SQLite they wait for one another."""

import fcntl
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import OperationalError, connections

from emptychair.config.database import sqlite
from emptychair.config.sqlite.base import DatabaseWrapper, _locked

ROOT = Path(__file__).parent.parent.parent
PREPARE = """
from emptychair.config.start import start_django; start_django(writes=True)
from emptychair.config.first_tables import bring_tables_up_to_date; bring_tables_up_to_date()
"""
# Each reads before it writes, which fails at once on SQLite unless the transaction asked first.
WRITE = """
from emptychair.config.start import start_django; start_django(writes=True)
from django.db import connection, transaction
from emptychair.jobs.models import ScheduledRun
from datetime import datetime, UTC, timedelta
for turn in range(100):
    with transaction.atomic():
        count = ScheduledRun.objects.count()
        ScheduledRun.objects.create(name="turn", due_at=datetime(2026, 1, 1, tzinfo=UTC)
            + timedelta(minutes=count))
"""
COUNT = """
from emptychair.config.start import start_django; start_django(writes=True)
from django.db import connection
from emptychair.jobs.models import ScheduledRun
with connection.cursor() as cursor:
    cursor.execute("PRAGMA journal_mode"); mode = cursor.fetchone()[0]
    cursor.execute("PRAGMA synchronous"); durable = cursor.fetchone()[0]
print(ScheduledRun.objects.count(), mode, durable)
"""
DIE_IN_THE_QUEUE = """
import fcntl, sys
queue = open(sys.argv[1], "ab")
fcntl.flock(queue, fcntl.LOCK_EX)
print("queued", flush=True)
sys.stdin.read()
"""


def test_three_writers_lose_nothing_and_never_fail(tmp_path):
    environ = {**os.environ, "EMPTYCHAIR_DATA": str(tmp_path), "DATABASE_URL": ""}
    environ["DJANGO_SETTINGS_MODULE"] = "emptychair.config.settings"

    def start(code):
        return subprocess.Popen(
            [sys.executable, "-c", code], env=environ, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )

    def result(process):
        text, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        return text

    result(start(PREPARE))
    for writer in [start(WRITE) for _ in range(3)]:
        result(writer)
    # 2 is FULL: what was acknowledged is on disk
    assert result(start(COUNT)).split() == ["300", "wal", "2"]


def connection_to(path, *, patience):
    return DatabaseWrapper(
        {
            **connections["default"].settings_dict,
            **sqlite(str(path)),
            "OPTIONS": {**sqlite(str(path))["OPTIONS"], "timeout": patience},
        },
        alias="apart",
    )


@pytest.mark.django_db
def test_a_writer_waits_its_time_out_and_then_says_so(tmp_path):
    first, second = (connection_to(tmp_path / "a", patience=0.3) for _ in range(2))
    try:
        first.connect()
        second.connect()
        first._start_transaction_under_autocommit()
        with pytest.raises(OperationalError, match="locked"):
            second._start_transaction_under_autocommit()
        first.connection.execute("COMMIT")
        second._start_transaction_under_autocommit()
        waits = second.connection.execute("PRAGMA busy_timeout").fetchone()[0]
        assert (second.connection.in_transaction, waits) == (True, 300)
    finally:
        first.close()
        second.close()


@pytest.mark.django_db
def test_whoever_never_rests_does_not_pass_whoever_waits(tmp_path):
    greedy, patient = (connection_to(tmp_path / "a", patience=20) for _ in range(2))
    turns = []

    def take(connection, name):
        connection._start_transaction_under_autocommit()
        turns.append(name)
        connection.connection.execute("COMMIT")

    try:
        greedy.connect()
        patient.connect()
        greedy.inc_thread_sharing()
        patient.inc_thread_sharing()
        greedy._start_transaction_under_autocommit()
        waiting = threading.Thread(target=take, args=(patient, "patient"))
        waiting.start()
        with (tmp_path / "a-queue").open("ab") as queue:
            while _locked(queue):  # until the patient one stands at the head of the queue
                fcntl.flock(queue, fcntl.LOCK_UN)
        greedy.connection.execute("COMMIT")
        take(greedy, "greedy")
        waiting.join(20)
        assert turns == ["patient", "greedy"]
    finally:
        greedy.close()
        patient.close()


@pytest.mark.django_db
def test_a_writer_that_died_in_the_queue_holds_nobody_up(tmp_path):
    one = connection_to(tmp_path / "a", patience=20)
    dying = subprocess.Popen(
        [sys.executable, "-c", DIE_IN_THE_QUEUE, str(tmp_path / "a-queue")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert dying.stdout.readline() == "queued\n"
    dying.kill()
    dying.communicate(timeout=20)
    try:
        one.connect()
        one._start_transaction_under_autocommit()
        assert one.connection.in_transaction
    finally:
        one.close()
