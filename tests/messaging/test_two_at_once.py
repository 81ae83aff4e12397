"""Several at the same moment: a row is planned once, a turn is taken once, a mail is sent once."""

import json
import os
import subprocess
import sys

from emptychair.config.env import environment
from tests.jobs.test_real_worker import ROOT, fresh_database


def test_what_four_do_at_the_same_moment_happens_once(tmp_path):
    with fresh_database(environment().database_url) as url:
        environ = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "tests.messaging.real.settings",
            "DATABASE_URL": url,
            "EMPTYCHAIR_DATA": str(tmp_path / "data"),
        }
        command = [sys.executable, "-m", "tests.messaging.real.at_once"]
        done = subprocess.run(
            command, env=environ, cwd=ROOT, check=True, capture_output=True, timeout=120
        )
    assert json.loads(done.stdout) == {
        "new": [False, False, False, True],
        "rows": 1,
        "reasons": ["allowed", "too_soon", "too_soon", "too_soon"],
        "allowed": 1,
        "sent": [0, 0, 0, 1],
        "attempts": 1,
    }


def test_eight_that_ask_one_company_at_the_same_moment_break_no_cap(tmp_path):
    with fresh_database(environment().database_url) as url:
        environ = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "tests.messaging.real.settings",
            "DATABASE_URL": url,
            "EMPTYCHAIR_DATA": str(tmp_path / "data"),
        }
        command = [sys.executable, "-m", "tests.messaging.real.rule_at_once"]
        done = subprocess.run(
            command, env=environ, cwd=ROOT, check=True, capture_output=True, timeout=240
        )
    found = json.loads(done.stdout)
    assert found["rounds"] == 48
    assert found["asked"]
    assert found["too_near"] == 0
    assert found["most_of_company"] <= 3
    assert found["most_of_person"] <= 2
