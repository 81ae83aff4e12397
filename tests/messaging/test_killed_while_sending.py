"""Kill -9 of the worker in the middle of sending: nothing is lost, nothing is sent twice."""

import os
import signal
import time
from collections import Counter

import pytest

from emptychair.config.env import environment
from tests.jobs.inside import inside
from tests.jobs.test_real_worker import MIGRATE, ROOT, fresh_database, worker
from tests.messaging.mail_server import mail_server

WORKERS = 2
PLAN = """
from emptychair.accounts.access import Access
from emptychair.accounts.services.workspaces import create_workspace
from emptychair.messaging.services.sending import plan_message
place = create_workspace(
    Access.system(None, "t"), name="k", slug="k", language="ja", time_zone="Asia/Tokyo"
)
for number in range({count}):
    plan_message(
        Access.system(place, "t"), person=None, unique_key=f"wave:{{number}}", purpose="survey",
        to_address=f"customer{{number}}@example.com", subject=f"wave:{{number}}", text="?",
    )
"""
STRANDED = """
from datetime import timedelta
from django.utils import timezone
from emptychair.accounts.access import Access
from emptychair.messaging.queries.delivery import workspaces_with_leased_mail
from emptychair.messaging.services.doubt import find_stranded_messages
for place in workspaces_with_leased_mail(Access.system(None, "t")):
    find_stranded_messages(Access.system(place, "t"), now=timezone.now() + timedelta(hours=1))
"""
STATES = """
from emptychair.messaging.models import Message
told = dict(Message.objects.values_list("unique_key", "state"))
"""


@pytest.fixture
def house(tmp_path):
    """A fresh installation with a mail server, on the kind of database the tests run on."""
    with mail_server(slow=0.01) as box, fresh_database(environment().database_url) as url:
        box.environ = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "tests.messaging.real.settings",
            "DATABASE_URL": url,
            "EMPTYCHAIR_DATA": str(tmp_path / "data"),
            "EMPTYCHAIR_MAIL_URL": f"smtp://127.0.0.1:{box.port}",
            "EMPTYCHAIR_WORKER_PROCESSES": str(WORKERS),
            "EMPTYCHAIR_JOB_TIMEOUT": "8",
            "EMPTYCHAIR_JOB_LEASE": "9",
        }
        with inside(box.environ) as box.ask:
            box.ask(MIGRATE)
            yield box


def wait_until(reached, seconds, what):
    until = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < until, f"{what} did not happen within {seconds} s"
        time.sleep(0.02)


def send_through_kills(house, count, kills):
    house.ask(PLAN.format(count=count))
    for kill in range(1, kills + 1):
        with worker(house.environ) as first:
            goal = count * kill // (kills + 1)
            wait_until(lambda goal=goal: len(house.mails) >= goal, 60, f"{goal} mails")
            os.killpg(first.pid, signal.SIGKILL)
            first.wait()
    with worker(house.environ):
        wait_until(lambda: settled(house), 120, "the end of the wave")
    house.ask(STRANDED)


def settled(house):
    return "planned" not in house.ask(STATES).values()


def check(house, count, kills):
    arrived = Counter(mail["Subject"] for _to, mail in house.mails)
    found = house.ask(STATES)
    in_doubt = {key for key, state in found.items() if state == "unknown"}
    assert len(found) == count
    assert set(found.values()) <= {"handed_over", "unknown"}
    assert len(in_doubt) <= WORKERS * kills
    assert set(arrived.values()) == {1}, "sent twice"
    assert {key for key in found if key not in in_doubt} <= set(arrived)


@pytest.mark.later
def test_a_worker_killed_amid_a_hundred_mails_loses_none_and_sends_none_twice(house):
    send_through_kills(house, 100, kills=1)
    check(house, 100, kills=1)


@pytest.mark.slow
def test_a_worker_killed_three_times_amid_a_thousand_mails(house):
    send_through_kills(house, 1000, kills=3)
    check(house, 1000, kills=3)
