"""Several processes write at once, as web and worker do; on SQLite they wait for one another."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PREPARE = """
from emptychair.config.start import start_django; start_django(writes=True)
from django.core.management import call_command; call_command("migrate", verbosity=0)
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


TURNS = """
import sys, time
from emptychair.config.start import start_django; start_django(writes=True)
from django.db import transaction
from emptychair.jobs.models import ScheduledRun
until, waited = time.monotonic() + float(sys.argv[1]), []
while time.monotonic() < until:
    before = time.monotonic()
    with transaction.atomic():
        waited.append(time.monotonic() - before)
        ScheduledRun.objects.filter(name="nobody").delete()
        time.sleep(0.005)
print(len(waited))
"""


def test_whoever_comes_late_has_a_turn_as_often_as_whoever_never_rests(tmp_path):
    environ = {**os.environ, "EMPTYCHAIR_DATA": str(tmp_path), "DATABASE_URL": ""}
    environ["DJANGO_SETTINGS_MODULE"] = "emptychair.config.settings"

    def start(code, *arguments):
        return subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            env=environ, cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    start(PREPARE).communicate(timeout=60)
    turns = [int(one.communicate(timeout=60)[0]) for one in [start(TURNS, "4") for _ in range(3)]]
    assert min(turns) * 4 > max(turns), turns
