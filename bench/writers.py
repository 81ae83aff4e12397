"""How turns are shared by processes that never rest between their transactions on SQLite.

    python bench/writers.py --writers 3 --seconds 5

Each holds its transaction for five milliseconds and takes the next turn at once. Told are the turns
of each, and how long they waited; beside it the same with SQLite's own way of waiting.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
TAKE = """
import sys, time
from emptychair.config.start import start_django; start_django(writes=True)
from django.db import transaction
from django.db.backends.sqlite3 import base
from emptychair.config.sqlite.base import DatabaseWrapper
if sys.argv[2] == "own":
    del DatabaseWrapper._start_transaction_under_autocommit
from emptychair.jobs.models import ScheduledRun
ScheduledRun.objects.exists()
print("ready", flush=True)
sys.stdin.readline()
until, waited = time.monotonic() + float(sys.argv[1]), []
while time.monotonic() < until:
    before = time.monotonic()
    with transaction.atomic():
        waited.append(time.monotonic() - before)
        ScheduledRun.objects.filter(name="nobody").delete()
        time.sleep(0.005)
waited.sort()
print(len(waited), round(1000 * waited[len(waited) * 98 // 100]), flush=True)
"""
PREPARE = """
from emptychair.config.start import start_django; start_django(writes=True)
from django.core.management import call_command; call_command("migrate", verbosity=0)
"""


def shares(writers: int, seconds: float, how: str, environ: dict[str, str]) -> list[list[int]]:
    """Turns and the 98th percentile of waiting in milliseconds, of each process."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", TAKE, str(seconds), how],
            env=environ, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(writers)
    ]  # fmt: skip
    for one in running:
        one.stdout.readline()
    for one in running:
        one.stdin.write("go\n")
        one.stdin.flush()
    return [[int(word) for word in one.communicate()[0].split()] for one in running]


def main() -> None:
    """Measure both ways in the same database."""
    options = argparse.ArgumentParser()
    options.add_argument("--writers", type=int, default=3)
    options.add_argument("--seconds", type=float, default=5)
    chosen = options.parse_args()
    with TemporaryDirectory() as folder:
        environ = {**os.environ, "EMPTYCHAIR_DATA": folder, "DATABASE_URL": ""}
        environ["DJANGO_SETTINGS_MODULE"] = "emptychair.config.settings"
        subprocess.run([sys.executable, "-c", PREPARE], env=environ, cwd=ROOT, check=True)
        for how, name in (("own", "SQLite's own waiting"), ("queue", "the queue")):
            found = shares(chosen.writers, chosen.seconds, how, environ)
            turns = ", ".join(f"{one[0]:,}" for one in found)
            waits = ", ".join(f"{one[1]:,}" for one in found)
            print(f"{name}: turns {turns}; 98 in 100 waited at most {waits} ms")


if __name__ == "__main__":
    main()
