"""How many events a second the Segment-compatible ingest takes, as a share of the database's own
bulk insert.

    python bench/segment.py                       SQLite in a folder of its own
    tools/postgresql.sh .venv/bin/python bench/segment.py

First in this process, in seconds of the processor: batches of 100 events go through the whole of
Django, and in turns the same rows go into the same table by hand, 100 in a transaction. Of
PostgreSQL all processes count too.

Then by the clock: two web processes answer by HTTP, with and without the worker at its work beside
them, and rows go in by hand alone. `--processor` leaves that out.
"""

import argparse
import base64
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
AT_ONCE, PEOPLE, CONNECTIONS, ROUNDS = 100, 500, 4, 10
RATES: list[float] = []


def batches(count: int, mark: str) -> list[bytes]:
    """Bodies as the Python library sends them, ready before the clock starts."""
    return [
        json.dumps(
            {
                "batch": [
                    {
                        "type": "track",
                        "userId": f"u{(number * AT_ONCE + place) % PEOPLE}",
                        "event": f"Feature {place % 12}",
                        "messageId": f"{mark}-{number}-{place}-4d2f9a1c7b",
                        "timestamp": f"2026-11-{1 + number % 20:02}T03:04:05.678+00:00",
                        "properties": {"pages": place, "plan": "Team"},
                        "context": {"library": {"name": "analytics-python", "version": "2.4"}},
                        "integrations": {},
                    }
                    for place in range(AT_ONCE)
                ],
                "sentAt": "2026-11-21T03:04:05.678+00:00",
            }
        ).encode()
        for number in range(count)
    ]


def send_all(port: int, secret: str, bodies: list[bytes]) -> float:
    """Seconds until every batch was acknowledged."""
    auth = base64.b64encode(f"{secret}:".encode()).decode()
    headers = {"Authorization": f"Basic {auth}", "Content-Type": "application/json"}
    left = list(bodies)

    def work() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            try:
                body = left.pop()
            except IndexError:
                break
            connection.request("POST", "/segment/v1/batch", body, headers)
            answer = connection.getresponse()
            if answer.status != 200:
                raise RuntimeError(answer.status, answer.read()[:200])
            answer.read()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    begun = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return time.perf_counter() - begun


def by_hand(workspace_id: int, count: int, mark: str = "hand") -> Callable[[], None]:
    """Work that stores as many rows by plain INSERTs of 100 rows, each a transaction."""
    from django.db import connection, transaction
    from django.utils import timezone

    from emptychair.customers.models import CustomerEvent, Person

    columns = (
        "created_at, changed_at, workspace_id, person_id, company_id, name, touchpoint_key, "
        "source, message_id, occurred_at, properties"
    )
    people = list(Person.objects.values_list("pk", flat=True))
    one = "(%s,%s,%s,%s,NULL,%s,'',%s,%s,%s,%s)"
    table = CustomerEvent._meta.db_table  # noqa: SLF001 - Django's public name
    told = f"INSERT INTO {table} ({columns}) VALUES " + ",".join([one] * AT_ONCE)  # noqa: S608 - names of ours
    now = timezone.now()
    moment: Any = now if connection.vendor == "postgresql" else now.isoformat(" ")
    text = json.dumps({"pages": 3, "plan": "Team"})
    rows = [
        [
            value
            for place in range(AT_ONCE)
            for value in (
                moment, moment, workspace_id, people[(number * AT_ONCE + place) % len(people)],
                f"Feature {place % 12}", "hand", f"{mark}-{number}-{place}-4d2f9a1c7b", moment,
                text,
            )
        ]
        for number in range(count)
    ]  # fmt: skip

    def work() -> None:
        for values in rows:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(told, values)

    return work


def in_process(secret: str, bodies: list[bytes]) -> Callable[[], None]:
    """Work that hands these requests to Django, as a web server does."""
    from django.core.handlers.wsgi import WSGIHandler

    application = WSGIHandler()
    auth = base64.b64encode(f"{secret}:".encode()).decode()
    always = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/segment/v1/batch", "SCRIPT_NAME": "",
        "QUERY_STRING": "", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr, "CONTENT_TYPE": "application/json",
        "HTTP_HOST": "localhost", "HTTP_AUTHORIZATION": f"Basic {auth}",
    }  # fmt: skip

    def work() -> None:
        for body in bodies:
            statuses: list[str] = []
            sent = {**always, "wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
            answer = application(sent, lambda status, _headers, told=statuses: told.append(status))
            b"".join(answer)
            answer.close()
            if statuses != ["200 OK"]:
                raise RuntimeError(statuses)

    return work


def processor(work: Callable[[], None]) -> float:
    """Seconds of the processor, here and in all processes of PostgreSQL."""
    from django.db import connection

    server = 0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            server = int(_stat(cursor.fetchone()[0])[1])

    begun = time.process_time() + _spent(server)
    work()
    return time.process_time() + _spent(server) - begun


def _stat(process: int) -> list[str]:
    """What Linux tells of a process, from its state on."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    return told.rsplit(")", 1)[1].split()


def _spent(server: int) -> float:
    """Processor seconds of a process with its children, those that ended too."""
    if not server:
        return 0.0
    ticks = sum(int(one) for one in _stat(server)[11:15])
    listed = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()
    for child in listed:
        with suppress(OSError):  # it ended in this moment
            ticks += sum(int(one) for one in _stat(int(child))[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def by_processor(workspace_id: int, secret: str, count: int) -> None:
    """New events, the same again and rows by hand in turns, so that all grow with the table."""
    in_process(secret, batches(10, "known"))()
    spent = {"by hand": 0.0, "new events": 0.0, "the same again": 0.0}
    for turn in range(-1, ROUNDS):  # the first is not counted: what is loaded once is loaded then
        bodies = batches(count // ROUNDS, f"turn-{turn}")
        work = {
            "by hand": by_hand(workspace_id, len(bodies), f"hand-{turn}"),
            "new events": in_process(secret, bodies),
            "the same again": in_process(secret, bodies),
        }
        for name, one in work.items():
            took = processor(one)
            spent[name] += took if turn >= 0 else 0.0
    done = count // ROUNDS * ROUNDS
    for name, seconds in spent.items():
        print(
            f"{name:<16} {seconds / done * 1000:>6.2f} ms of a processor a batch, "
            f"{done * AT_ONCE / seconds:>8,.0f} events a processor second, "
            f"{spent['by hand'] / seconds:>7.1%} of by hand"
        )


def main() -> None:
    """Measure on the database of DATABASE_URL, or on SQLite."""
    given = argparse.ArgumentParser()
    given.add_argument("--batches", type=int, default=400)
    given.add_argument("--processor", action="store_true", help="only the part in this process")
    asked = given.parse_args()
    with TemporaryDirectory(prefix="segment-bench-") as folder:
        from tests.jobs.fresh_database import fresh_database

        with fresh_database(os.environ.get("DATABASE_URL", "")) as url:
            os.environ |= {
                "DATABASE_URL": url,
                "EMPTYCHAIR_DATA": folder,
                "DJANGO_SETTINGS_MODULE": "emptychair.config.settings",
            }
            measure(asked.batches, clock=not asked.processor)


def measure(count: int, *, clock: bool) -> None:
    """All figures, printed."""
    import django

    django.setup()
    from django.db import connection

    from emptychair.config.first_tables import bring_tables_up_to_date

    bring_tables_up_to_date()
    workspace_id, secret = prepared()
    print(f"{connection.vendor}, {count * AT_ONCE:,} events a run, {os.cpu_count()} cores")
    by_processor(workspace_id, secret, count)
    if clock:
        by_clock(workspace_id, secret, count)


def by_clock(workspace_id: int, secret: str, count: int) -> None:
    """Two web processes, alone and with the worker."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "EMPTYCHAIR_PORT": str(port)}
    server = [sys.executable, "-m", "emptychair.http", "127.0.0.1", str(port), "2"]
    with_server(server, environ, port, lambda: runs(port, secret, count, "web alone"))
    work, begun = by_hand(workspace_id, count), time.perf_counter()
    work()
    hand = time.perf_counter() - begun
    plain = count * AT_ONCE / hand
    print(f"by hand, one process          {plain:>10,.0f} rows a second")
    print(f"new events, web alone, are    {RATES[0] / plain:>10.1%} of that")
    house = [sys.executable, "-m", "emptychair", "run"]
    with_server(house, environ, port, lambda: runs(port, secret, count, "with the worker"))


def runs(port: int, secret: str, count: int, words: str) -> None:
    """People first, then new events of known people, then all of it again."""
    send_all(port, secret, batches(10, f"{words} first"))
    new = batches(count, words)
    for name, bodies in (("new events", new), ("the same again", new)):
        seconds = send_all(port, secret, bodies)
        rate = count * AT_ONCE / seconds
        RATES.append(rate)
        print(f"{words:<16} {name:<15} {rate:>10,.0f} events a second")


def with_server(command: list[str], environ: dict[str, str], port: int, work: Any) -> None:
    """Run it, wait until it answers, work, end it."""
    process = subprocess.Popen(command, env=environ, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 120
        while not answers(port):
            if time.monotonic() > until:
                raise RuntimeError("The server does not answer.")
            time.sleep(0.2)
        work()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def answers(port: int) -> bool:
    """Whether somebody is there."""
    try:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except OSError:
        return False


def prepared() -> tuple[int, str]:
    """A workspace with a key."""
    from emptychair.accounts.access import Access
    from emptychair.accounts.services.workspaces import create_workspace
    from emptychair.usage.services.keys import create_write_key
    from emptychair.usage.types import KeyKind

    place = create_workspace(
        Access.system(None, "bench"), name="B", slug="b", language="en", time_zone="Asia/Tokyo"
    )
    access = Access.system(place, "bench")
    return place.pk, create_write_key(access, name="bench", kind=KeyKind.SERVER)[1]


if __name__ == "__main__":
    main()
