"""A web process loads ahead what its first page needs, and answers although it could not."""

import logging
import subprocess
import sys

from emptychair.config import warming

ALONE = """
import gc
import sys
import django
django.setup()
from emptychair.config.warming import begin_warming
before = "scipy.stats" in sys.modules
begin_warming().join()
wanted = ("scipy.stats", "ibis.backends.duckdb", "emptychair.web.today.views")
print(before, all(name in sys.modules for name in wanted), gc.get_freeze_count() > 100_000)
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
    assert told.stdout.split() == ["False", "True", "True"], told.stderr
    assert "leaked" not in told.stderr


UPGRADED = """
import shutil, sys
from pathlib import Path
import django
from django.conf import settings
django.setup()
pages = Path(sys.argv[1])
shutil.copytree(settings.TEMPLATES[0]["DIRS"][0], pages)
settings.TEMPLATES[0]["DIRS"] = [pages]
from emptychair.config.warming import begin_warming
begin_warming().join()
for page in pages.rglob("*.html"):
    page.write_text("{% for one, two in three %}written by a newer version{% endfor %}")
from django.template.loader import get_template
print("newer" in get_template("scores/scores.html").template.source, len(settings.TEMPLATES))
"""


def test_a_process_keeps_its_own_templates_when_a_newer_version_is_installed_under_it(tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", UPGRADED, str(tmp_path / "pages")],
        capture_output=True,
        text=True,
        check=True,
        env={
            "DJANGO_SETTINGS_MODULE": "emptychair.config.settings",
            "EMPTYCHAIR_DATA": str(tmp_path),
        },
    )
    assert told.stdout.split() == ["False", "1"], told.stderr


def test_what_cannot_be_loaded_ahead_is_told_and_passed_over(monkeypatch, caplog):
    monkeypatch.setattr(warming, "LATER", ("no.such.module",))
    with caplog.at_level(logging.ERROR):
        warming.warm_up()
    assert "loaded ahead" in caplog.text


READ = """
import django
django.setup()
from emptychair.config.first_tables import bring_tables_up_to_date
bring_tables_up_to_date()
from emptychair.accounts.access import Access
from emptychair.accounts.services.workspaces import create_workspace
from emptychair.customers.services.identify import identify_person
space = create_workspace(Access.system(None, "test"), name="K", slug="k", language="en",
                         time_zone="Asia/Tokyo")
access = Access.system(space, "test")
identify_person(access, external_id="1", name="A")
from emptychair.config.warming import begin_warming
begin_warming().join()
from django.db import connection
from emptychair.analytics import ahead, live, upkeep, whole
from emptychair.customers.datasets import LIVE_PEOPLE
def fail(*given, **more):
    raise AssertionError("read once more")
live.read_again = fail
print(live.live_tables().table(LIVE_PEOPLE, space.pk, space.zone).rows)
identify_person(access, external_id="2", name="B")
try:
    live.live_tables().table(LIVE_PEOPLE, space.pk, space.zone)
except AssertionError as error:
    print(error)
upkeep.LIVE_AT_MOST = 0  # many, and no snapshot: whoever is here would be slowed
print(ahead.read_ahead())
"""


def test_what_pages_count_from_is_read_ahead_and_looked_at_again(tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", READ],
        capture_output=True,
        text=True,
        check=False,
        env={
            "DJANGO_SETTINGS_MODULE": "emptychair.config.settings",
            "EMPTYCHAIR_DATA": str(tmp_path),
        },
    )
    assert told.stdout.split("\n")[:3] == ["1", "read once more", "0"], told.stderr
