"""A web process loads ahead what its first page needs, and answers although it could not."""

import logging
import subprocess
import sys

from emptychair.config import warming

ALONE = """
import sys
import django
django.setup()
from emptychair.config.warming import begin_warming
before = "scipy.stats" in sys.modules
begin_warming().join()
wanted = ("scipy.stats", "ibis.backends.duckdb", "emptychair.web.today.views")
print(before, all(name in sys.modules for name in wanted))
"""


def test_the_pages_and_the_engine_are_loaded_ahead(tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", ALONE],
        capture_output=True,
        text=True,
        check=True,
        env={
            "DJANGO_SETTINGS_MODULE": "emptychair.config.settings",
            "EMPTYCHAIR_DATA": str(tmp_path),
        },
    )
    assert told.stdout.split() == ["False", "True"], told.stderr


def test_what_cannot_be_loaded_ahead_is_told_and_passed_over(monkeypatch, caplog):
    monkeypatch.setattr(warming, "LATER", ("no.such.module",))
    with caplog.at_level(logging.ERROR):
        warming.warm_up()
    assert "loaded ahead" in caplog.text
