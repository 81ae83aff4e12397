"""Kill -9 of the web server while programs send events. What was acknowledged is there, once;
what was not acknowledged is sent again, as every library does, and is there once, too.
"""

import base64
import gzip
import json
import threading
import time
from http.client import HTTPConnection, HTTPException

import pytest

from tests.cli.test_killed_while_answering import (
    WEB,
    kill_a_child_of,
    kill_family,
    product,  # noqa: F401 - a fixture
    running,
    wait_until,
)

BUILD = """
from emptychair.config.first_tables import bring_tables_up_to_date
bring_tables_up_to_date()
from emptychair.accounts.access import Access
from emptychair.accounts.services.workspaces import create_workspace
from emptychair.usage.services.keys import create_write_key
from emptychair.usage.types import KeyKind
place = create_workspace(
    Access.system(None, "t"), name="K", slug="k", language="en", time_zone="Asia/Tokyo"
)
access = Access.system(place, "t")
told = create_write_key(access, name="shop", kind=KeyKind.SERVER)[1]
"""
RESULT = """
from emptychair.customers.models import CustomerEvent, Person
told = {
    "events": list(CustomerEvent.objects.values_list("message_id", flat=True)),
    "people": Person.objects.count(),
    "of_nobody": CustomerEvent.objects.filter(person=None).count(),
}
"""
SENDERS, PEOPLE, AT_ONCE = 3, 40, 50


class Sender(threading.Thread):
    """A program with a library: sends a batch until it is acknowledged, then the next."""

    def __init__(self, port, secret, name, batches):
        super().__init__()
        self.port, self.mark, self.left = port, name, batches
        self.auth = base64.b64encode(f"{secret}:".encode()).decode()
        self.acknowledged, self.cut_off, self.stop = [], 0, threading.Event()

    def run(self):
        for number in range(self.left):
            ids = [f"{self.mark}-{number}-{place}" for place in range(AT_ONCE)]
            batch = [
                {
                    "type": "track", "userId": f"u{(number + place) % PEOPLE}", "event": "Opened",
                    "messageId": one, "timestamp": "2026-11-20T03:04:05Z",
                }
                for place, one in enumerate(ids)
            ]  # fmt: skip
            while not self.stop.is_set():
                if self.send({"batch": batch}) == 200:
                    self.acknowledged += ids
                    break
                time.sleep(0.05)

    def send(self, body):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "Authorization": f"Basic {self.auth}", "Content-Type": "application/json",
            "Content-Encoding": "gzip",
        }  # fmt: skip
        try:
            packed = gzip.compress(json.dumps(body).encode())
            connection.request("POST", "/segment/v1/batch", packed, headers)
            return connection.getresponse().status
        except (OSError, HTTPException):
            self.cut_off += 1
            return None
        finally:
            connection.close()


@pytest.mark.slow
def test_events_survive_a_killed_web_server(product):  # noqa: F811 - a fixture
    environ, port, ask = product
    secret = ask(BUILD)
    with running(environ, port) as house:
        senders = [Sender(port, secret, f"s{n}", 60) for n in range(SENDERS)]
        for one in senders:
            one.start()
        try:
            for share, kill in ((0.2, kill_a_child_of), (0.5, kill_family), (0.75, kill_family)):
                goal = int(share * SENDERS * 60 * AT_ONCE)
                wait_until(lambda g=goal: count(senders) >= g, 120, f"{goal} events")
                kill(house, WEB)
            wait_until(lambda: not any(one.is_alive() for one in senders), 180, "the last batch")
        finally:
            for one in senders:
                one.stop.set()
                one.join()
        found = ask(RESULT)
    sent = sorted(number for one in senders for number in one.acknowledged)
    assert len(sent) == SENDERS * 60 * AT_ONCE
    assert sorted(found["events"]) == sent
    assert (found["people"], found["of_nobody"]) == (PEOPLE, 0)
    assert sum(one.cut_off for one in senders), "no request was ever cut off"


def count(senders):
    return sum(len(one.acknowledged) for one in senders)
