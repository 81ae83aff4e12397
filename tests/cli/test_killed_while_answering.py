"""Kill -9 of web server and worker while customers answer and an import runs.

What was acknowledged is there once, with its case and all that follows from it.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import psutil
import pytest

from emptychair.config.env import environment
from tests.jobs.fresh_database import fresh_database
from tests.jobs.inside import ROOT, inside

WEB, WORKER = "emptychair.http", "emptychair.jobs"
CUSTOMERS = 3  # who answer at the same time
BUILD = """
from datetime import timedelta
from emptychair.config.first_tables import bring_tables_up_to_date
from django.utils import timezone
bring_tables_up_to_date()
from emptychair.accounts.access import Access
from emptychair.accounts.services.workspaces import create_workspace
from emptychair.customers.models import Person
from emptychair.surveys.links import token_for
from tests.factories.surveys import make_invitation, make_survey
from tests.factories.touchpoints import make_team, make_touchpoint
place = create_workspace(
    Access.system(None, "t"), name="K", slug="k", language="en", time_zone="Asia/Tokyo"
)
access = Access.system(place, "t")
team = make_team(place, address="team@example.com")
survey = make_survey(place, touchpoint=make_touchpoint(place, team=team))
now = timezone.now()
told = []
for number in range(PEOPLE):
    person = Person.objects.create(workspace=place, name=f"Customer {number}")
    asked = make_invitation(survey, person, asked_at=now, expires_at=now + timedelta(days=9))
    told.append([asked.pk, token_for(place.pk, asked.pk)])
from emptychair.exchange.services.starting import begin_import, start_import
lines = ["date,score"] + [f"2026-01-{n % 28 + 1:02},{n % 11}" for n in range(ROWS)]
file = [chr(10).join(lines).encode()]
run = start_import(access, shape="answers", file=file, file_name="a.csv")
"""
BEGIN_IMPORT = "begin_import(access, run)"
HOW_FAR = "run.refresh_from_db()\ntold = [run.state, run.rows_done]"
SETTLED = """
from emptychair.jobs.models import Delivery
from emptychair.messaging.models import Message
from django_q.models import OrmQ
run.refresh_from_db()
told = run.state == "done" and not Delivery.objects.exclude(state="done").exists()
told = told and not OrmQ.objects.exists()
"""
RESULT = """
from emptychair.customers.models import TimelineEntry
from emptychair.jobs.models import StoredEvent
from emptychair.loop.models import Case
from emptychair.surveys.models import Response, ResponseRevision
answers = Response.objects.exclude(source="import").order_by("invitation_id")
opened = StoredEvent.objects.filter(name="loop.case_opened")
told = {
    "answers": list(answers.values_list("invitation_id", "score", "comment")),
    "changed": ResponseRevision.objects.count(),
    "cases": sorted(Case.objects.values_list("response__invitation_id", flat=True)),
    "numbers": sorted(Case.objects.values_list("number", flat=True)),
    "openings": sorted(event.payload["case_id"] for event in opened),
    "opened": sorted(Case.objects.values_list("pk", flat=True)),
    "mails": Message.objects.filter(to_address=team.address).count(),
    "answered": TimelineEntry.objects.filter(code="surveys.answered").count(),
    "timeline": TimelineEntry.objects.filter(code="loop.case_opened").count(),
    "imported": Response.objects.filter(source="import").count(),
    "run": [run.state, run.rows_done, run.added, run.same],
}
"""


@pytest.fixture
def product(tmp_path):
    """What a process of the product needs, and a way into its database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with fresh_database(environment().database_url) as url:
        environ = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "emptychair.config.settings",
            "DATABASE_URL": url,
            "EMPTYCHAIR_DATA": str(tmp_path / "data"),
            "EMPTYCHAIR_PORT": str(port),
            "EMPTYCHAIR_WORKER_PROCESSES": "2",
        }
        with inside(environ) as ask:
            yield environ, port, ask


@contextlib.contextmanager
def running(environ, port):
    command = [sys.executable, "-m", "emptychair", "run"]
    house = subprocess.Popen(command, env=environ, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: status(port, "GET", "/ready") == 200, 180, "readiness")
        yield psutil.Process(house.pid)
    finally:
        house.send_signal(signal.SIGTERM)
        house.wait(45)


def status(port, method, address, body=""):
    """The status of the answer; nothing when there was none."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        connection.request(method, address, body, headers)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def wait_until(reached, seconds, what):
    until = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < until, f"{what}: not within {seconds} s"
        time.sleep(0.02)


class Customers:
    """Each answers by a link, again and again until it is acknowledged, as people do."""

    def __init__(self, port, links):
        self.port, self.links = port, list(reversed(links))
        self.acknowledged, self.unanswered = {}, 0
        self.stop = threading.Event()
        self.threads = [threading.Thread(target=self.answer) for _ in range(CUSTOMERS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_problem):
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def answer(self):
        while self.links and not self.stop.is_set():
            pk, token = self.links.pop()
            score, comment = pk % 11, f"Words of invitation {pk}"
            body = urlencode({"score": score, "comment": comment})
            while not self.stop.is_set():
                found = status(self.port, "POST", f"/a/{token}/", body)
                if found == 302:
                    self.acknowledged[pk] = [pk, score, comment]
                    break
                self.unanswered += found is None
                time.sleep(0.05)

    def wait_for(self, count):
        wait_until(lambda: len(self.acknowledged) >= count, 120, f"{count} answers")


def parts_running(house, module):
    """Those of its parts that live; one that was just killed may not have been buried yet."""
    found = []
    for child in house.children():
        with contextlib.suppress(psutil.ZombieProcess, psutil.NoSuchProcess):
            if module in child.cmdline():
                found.append(child)
    return found


def kill_family(house, module):
    """One part of the product and all of its processes, at once."""
    wait_until(lambda: parts_running(house, module), 60, f"{module} to run")
    for child in parts_running(house, module):
        os.killpg(child.pid, signal.SIGKILL)


def kill_a_child_of(house, module):
    """Only the process that does the work, not the one that watches it."""
    for part in parts_running(house, module):
        wait_until(part.children, 60, f"a child of {module}")
        part.children()[-1].kill()


def answered_through_kills(product, people, rows, *, kills, lease):
    environ, port, ask = product
    environ |= {"EMPTYCHAIR_JOB_TIMEOUT": str(lease - 1), "EMPTYCHAIR_JOB_LEASE": str(lease)}
    links = ask(BUILD.replace("PEOPLE", str(people)).replace("ROWS", str(rows)))
    with running(environ, port) as house, Customers(port, links) as customers:
        customers.wait_for(people // (kills + 2))
        kill_a_child_of(house, WEB)
        ask(BEGIN_IMPORT)
        for kill in range(1, kills + 1):
            goal = rows * (kill - 1) // kills
            wait_until(lambda goal=goal: ask(HOW_FAR)[1] > goal, 240, f"{goal} rows")
            kill_family(house, WORKER)
            half_way = ask(HOW_FAR)
            assert half_way[0] == "running", half_way
            customers.wait_for(people * (kill + 1) // (kills + 2))
            kill_family(house, WEB)
        customers.wait_for(people)
        wait_until(lambda: ask(SETTLED), 240, "the end of all work")
        assert customers.unanswered, "no request was ever cut off"
        return customers.acknowledged, ask(RESULT)


def check(acknowledged, found, people, rows):
    stored = {pk: [pk, score, comment] for pk, score, comment in found["answers"]}
    low = sorted(pk for pk, (_pk, score, _comment) in acknowledged.items() if score <= 6)
    assert len(found["answers"]) == len(acknowledged) == people
    assert (stored, found["changed"]) == (acknowledged, 0)
    assert (found["cases"], found["numbers"]) == (low, list(range(1, len(low) + 1)))
    assert found["openings"] == found["opened"]
    assert (found["mails"], found["timeline"]) == (len(low), len(low))
    assert found["answered"] == people
    assert found["run"] == ["done", rows, rows, 0]
    assert found["imported"] == rows


@pytest.mark.later
def test_answers_cases_and_an_import_survive_killed_web_and_worker(product):
    acknowledged, found = answered_through_kills(product, 60, 6_000, kills=1, lease=6)
    check(acknowledged, found, 60, 6_000)


@pytest.mark.slow
def test_six_hundred_answers_and_a_large_import_survive_two_rounds_of_kills(product):
    acknowledged, found = answered_through_kills(product, 600, 60_000, kills=2, lease=40)
    check(acknowledged, found, 600, 60_000)
