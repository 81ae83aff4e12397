"""A process killed with signal 9 at any step leaves a snapshot that can be read and made good."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from emptychair.surveys.models import Response
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey

ROOT = Path(__file__).parents[2]
STEPS = ("begun", "files written", "counts written", "manifest written", "switched")
SCRIPT = """
import json, os, sys
import django
django.setup()
from django.db import connection
from emptychair.accounts.models import Workspace
from emptychair.analytics import snapshots
from emptychair.analytics.checking import check_snapshot
from emptychair.analytics.models import Snapshot
from emptychair.metrics.datasets import LIVE_ANSWERS
from emptychair.surveys.models import Response

place, where = Workspace.objects.get(slug="kitchen"), sys.argv[1]
found = check_snapshot(LIVE_ANSWERS, place.pk, place.zone, deep=True)
stood = [one.manifest for one in Snapshot.objects.all()]
answers = list(Response.objects.filter(workspace=place).order_by("pk"))
answers[0].delete()
Response.objects.filter(pk=answers[1].pk).update(segment=where)
copy = answers[2]
copy.pk = copy._state.db = None
copy._state.adding = True
copy.score = 7
copy.save()
print(json.dumps({"differences": len(found), "stood": stood, "rows": len(answers)}), flush=True)

def die(name):
    if name == where:
        os.kill(os.getpid(), 9)

snapshots.step = die
snapshots.take_snapshot(LIVE_ANSWERS, place.pk, place.zone)
found = check_snapshot(LIVE_ANSWERS, place.pk, place.zone, deep=True)
print(json.dumps({"differences": len(found)}), flush=True)
"""


def run(data, where):
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "emptychair.config.settings",
        "DATABASE_URL": f"sqlite:///{data / 'copy.sqlite3'}",
        "EMPTYCHAIR_DATA": str(data),
        "EMPTYCHAIR_SECRET_KEY": "for tests only, and long enough to be content with it",
    }
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, where],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the file is made from SQLite's memory")
def test_killed_at_each_step(people, tmp_path):
    survey = make_survey(people.workspace)
    persons = [make_person(people.workspace) for _ in range(3)]
    for number in range(30):
        make_response(survey, persons[number % 3], score=number % 11)
    assert Response.objects.count() == 30
    (tmp_path / "copy.sqlite3").write_bytes(connection.connection.serialize())
    stood = []
    for where in ("nowhere", *STEPS, "nowhere"):
        done = run(tmp_path, where)
        told = [json.loads(line) for line in done.stdout.splitlines()]
        assert told, done.stderr
        assert told[0]["differences"] == 0, (where, told)  # in what the one before left
        stood.append(told[0]["stood"])
        if where == "nowhere":
            assert done.returncode == 0, done.stderr
            assert told[1]["differences"] == 0
        else:
            assert done.returncode == -signal.SIGKILL, done.stderr
    first, *others = stood[1:]
    assert others[:4] == [first] * 4  # until it was switched, the old manifest stood
    assert others[4] != first
