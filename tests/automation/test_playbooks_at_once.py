"""Several workers at the same moment, on a real database: each customer once, each step once."""

import json
import os
import subprocess
import sys

import pytest

from emptychair.config.env import environment
from tests.jobs.fresh_database import fresh_database
from tests.jobs.test_real_worker import ROOT

pytestmark = pytest.mark.slow


def test_six_that_drive_the_same_runs_do_every_step_once(tmp_path):
    with fresh_database(environment().database_url) as url:
        environ = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "tests.messaging.real.settings",
            "DATABASE_URL": url,
            "EMPTYCHAIR_DATA": str(tmp_path / "data"),
        }
        command = [sys.executable, "-m", "tests.automation.real.playbooks_at_once"]
        done = subprocess.run(
            command, env=environ, cwd=ROOT, check=True, capture_output=True, timeout=240
        )
    assert json.loads(done.stdout) == {
        "drivers": 6,
        "runs": 5,
        "people": 5,
        "a_day": [2, 3],
        "cases": 5,
        "messages": 5,
        "steps": 10,
        "states": ["done"],
    }
