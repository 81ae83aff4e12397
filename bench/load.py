"""How many requests a second the product answers, with 1,000,000 answers stored, and how fast.

    python bench/load.py                          rewrites its table in docs/performance.md
    python bench/load.py --answers 20000 --seconds 3 --no-write

Needs the program `wrk`. The database is that of DATABASE_URL (a PostgreSQL server that may be
written to), else SQLite in a folder of its own. In the same run the same server answers a page
without any work (`/health` is the lightest there is), and the database takes the same rows in bulk
by hand, so that every figure is told as a ratio.
"""

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- bench/load.py begins -->", "<!-- bench/load.py ends -->"
THREADS, CONNECTIONS = 2, 16
LINKS, FORMS, BATCH = 2000, 60_000, 50
SCRIPT = """
local lines, at = {}, 0
for line in io.lines("%(file)s") do lines[#lines + 1] = line end
local counter = 0
function setup(thread) thread:set("first", counter); counter = counter + 1 end
function request()
  at = at + 1
  local line = lines[((at - 1) * %(threads)d + first) %% #lines + 1]
  local method, path, kind, body = line:match("^(%%S+)\\t(%%S+)\\t(%%S*)\\t(.*)$")
  local headers = {["Accept-Language"] = "ja"%(headers)s}
  if kind ~= "" then headers["Content-Type"] = kind end
  return wrk.format(method, path, headers, body ~= "" and body or nil)
end
function done(summary, latency, requests)
  io.stderr:write(string.format("told %%d %%d %%d %%d %%d %%d %%d\\n", summary.requests,
    summary.duration, summary.errors.status, summary.errors.timeout + summary.errors.read,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
"""


def fill(answers: int) -> dict[str, Any]:
    """A workspace with so many answers; links to answer pages, forms of a public place, a token."""
    from emptychair.accounts.access import Access
    from emptychair.accounts.permissions import Permission
    from emptychair.accounts.services.tokens import create_token
    from emptychair.accounts.services.workspaces import create_workspace
    from emptychair.customers.services.bulk import add_people
    from emptychair.surveys.links import token_for
    from emptychair.surveys.models import Invitation
    from emptychair.surveys.services.authoring import create_survey, set_survey_state
    from emptychair.surveys.services.bulk import add_invitations, add_responses
    from emptychair.surveys.services.collecting import PlaceSettings, create_place
    from emptychair.surveys.tickets import new_ticket
    from emptychair.surveys.types import SurveySettings

    now = datetime.now(UTC)
    space = create_workspace(
        Access.system(None, "bench"), name="B", slug="b", language="ja", time_zone="Asia/Tokyo"
    )
    access = Access.system(space, "bench")
    people = [{"external_id": f"P{n}", "email": f"p{n}@example.com"} for n in range(LINKS)]
    ids = add_people(access, people).ids
    survey = create_survey(access, metric="nps", settings=SurveySettings(name="NPS"))
    set_survey_state(access, survey, state="running")
    rng = Random(20261122)
    for first in range(0, answers, 20_000):
        rows = [_answer(n, rng, now) for n in range(first, min(first + 20_000, answers))]
        add_responses(access, survey, rows, now=now, publish=False)
    add_invitations(
        access,
        survey,
        [
            {"external_id": f"I{n}", "person_id": one, "channel": "email", "asked_at": now}
            for n, one in enumerate(ids)
        ],
    )
    links = Invitation.objects.filter(survey=survey, answered_at=None).values_list("pk", flat=True)
    place = create_place(access, survey, kind="qr", settings=PlaceSettings(name="counter"))
    early = now - timedelta(minutes=1)
    _token, secret = create_token(
        access,
        name="bench",
        scopes=(Permission.CUSTOMER_WRITE, Permission.CUSTOMER_READ),
        expires_at=now + timedelta(days=1),
        now=now,
    )
    return {
        "links": [f"/a/{token_for(space.pk, one)}/" for one in links],
        "place": f"/s/{place.key}/",
        "tickets": [new_ticket(place.pk, now=early) for _ in range(FORMS)],
        "token": secret,
        "people": ids,
    }


def _answer(number: int, rng: Random, now: datetime) -> dict[str, Any]:
    return {
        "external_id": f"R{number}",
        "score": min(10, max(0, round(rng.gauss(7.4, 2.2)))),
        "comment": "",
        "language": "ja",
        "channel": "email",
        "source": "bench",
        "answered_at": now - timedelta(minutes=rng.randrange(730 * 24 * 60)),
    }


def bulk_by_hand(rows: int = 100_000) -> float:
    """Rows a second that the database takes by itself: one table of the same width, executemany."""
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_raw")
        cursor.execute(
            "CREATE TABLE bench_raw (id integer, workspace integer, survey integer, metric"
            " varchar(8), score integer, comment text, language varchar(8), channel varchar(20),"
            " source varchar(40), external_id varchar(160), answered_at timestamp)"
        )
        cursor.execute("CREATE UNIQUE INDEX bench_raw_once ON bench_raw (workspace, external_id)")
        data = [
            (n, 1, 1, "nps", n % 11, "", "ja", "email", "b", f"R{n}", "2026-11-22 00:00:00")
            for n in range(rows)
        ]
        holes = ", ".join(["%s"] * 11)
        begun = time.perf_counter()
        with transaction.atomic():
            cursor.executemany(f"INSERT INTO bench_raw VALUES ({holes})", data)  # noqa: S608 - our own table
        took = time.perf_counter() - begun
        cursor.execute("DROP TABLE bench_raw")
    return rows / took


class Server:
    """The product on a free port, with as many web processes as its usual."""

    def __init__(self, workers: int) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.workers = workers
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "emptychair", "run", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--workers", str(self.workers)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if self.ask("GET", "/ready")[0] == 200:
                    return
            except (OSError, HTTPException):
                time.sleep(0.3)
        sys.exit("The server did not get ready.")

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        link = HTTPConnection("127.0.0.1", self.port, timeout=20)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        link.request(method, path, body or None, kind)
        answer = link.getresponse()
        text = answer.read().decode()
        link.close()
        return answer.status, text

    def end(self, sign: int = signal.SIGTERM) -> None:
        os.killpg(self.process.pid, sign)
        self.process.wait(60)


def load(server: Server, folder: Path, lines: list[str], seconds: int, token: str = "") -> Any:
    """What wrk tells: requests a second and the percentiles in milliseconds."""
    file, script = folder / "lines.txt", folder / "load.lua"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    headers = f', ["Authorization"] = "Bearer {token}"' if token else ""
    script.write_text(
        SCRIPT % {"file": file, "threads": THREADS, "headers": headers}, encoding="utf-8"
    )
    command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script)]
    told = subprocess.run(
        [*command, f"http://127.0.0.1:{server.port}"], capture_output=True, text=True, check=True
    )
    found = re.search(r"told (.*)", told.stderr)
    if found is None:
        sys.exit(told.stdout + told.stderr)
    done, took, bad, lost, *rest = map(int, found.group(1).split())
    return done / (took / 1e6), [one / 1000 for one in rest], bad + lost


def forms(server: Server, made: dict[str, Any]) -> list[str]:
    """One form of an answer for each ticket, as the page has it."""
    path = made["place"]
    _status, page = server.ask("GET", f"{path}?{urlencode({'v': made['tickets'][0]})}")
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    field = re.search(r'<input[^>]*type="radio"[^>]*name="([^"]+)"', page)
    if field is None:
        sys.exit("The public place shows no scale.")
    given = [{**hidden, "h-v": one, field.group(1): "9", "go": "next"} for one in made["tickets"]]
    kind = "application/x-www-form-urlencoded"
    return [f"POST\t{path}\t{kind}\t{urlencode(one)}" for one in given]


def events(made: dict[str, Any], rng: Random) -> list[str]:
    """Batches of events, each with ids of its own."""
    moment = datetime.now(UTC).isoformat()
    lines = []
    for number in range(2000):
        batch = [
            {
                "message_id": f"{number}-{n}",
                "name": "order delivered",
                "occurred_at": moment,
                "person_id": rng.choice(made["people"]),
            }
            for n in range(BATCH)
        ]
        body = json.dumps({"events": batch})
        lines.append(f"POST\t/api/v1/events/batch\tapplication/json\t{body}")
    return lines


def kill_amid(server: Server, lines: list[str]) -> tuple[int, int, int]:
    """Answers acknowledged, those of them that are there, and those there twice, after kill -9."""
    from emptychair.surveys.models import Response

    acknowledged: list[str] = []

    def send(line: str) -> None:
        _method, path, _kind, body = line.split("\t")
        try:
            if server.ask("POST", path, body)[0] == 302:
                acknowledged.append(body)
        except (OSError, HTTPException):
            return

    before = set(Response.objects.filter(source="place").values_list("external_id", flat=True))
    with ThreadPoolExecutor(8) as pool:
        running = [pool.submit(send, line) for line in lines]
        time.sleep(2)
        server.end(signal.SIGKILL)
        server.start()
        for one in running:
            one.result()
    stored = [
        one
        for one in Response.objects.filter(source="place").values_list("external_id", flat=True)
        if one not in before
    ]
    numbers = {one.rpartition(":")[2] for one in stored}
    there = sum(any(number in body for number in numbers) for body in acknowledged)
    return len(acknowledged), there, len(stored) - len(set(stored))


def measure(chosen: argparse.Namespace, folder: Path) -> list[str]:
    """The table, as lines of Markdown."""
    from django.db import connection

    made = fill(chosen.answers)
    by_hand = bulk_by_hand()
    server = Server(chosen.workers)
    try:
        posts = forms(server, made)
        pages = [f"GET\t{one}\t\t" for one in made["links"]]
        spare, posts = posts[:1500], posts[1500:]
        runs = [
            ("nothing to do (`/health`)", ["GET\t/health\t\t"], "", 1),
            ("hosted page, read", pages, "", 1),
            ("answer, stored", posts, "", 1),
            (f"{BATCH} events a request", events(made, Random(1)), made["token"], BATCH),
        ]
        rows, empty = [], 0.0
        for name, lines, token, each in runs:
            rate, (p50, p95, p99), bad = load(server, folder, lines, chosen.seconds, token)
            empty = empty or rate
            hand = f"{rate * each / by_hand:.2%}" if "stored" in name or each > 1 else "–"
            rows.append(
                f"| {name} | {rate:,.0f} | {p50:.0f} | {p95:.0f} | {p99:.0f} | {bad} |"
                f" {rate / empty:.2f} | {hand} |"
            )
            print(rows[-1], flush=True)
        acknowledged, there, twice = kill_amid(server, spare)
    finally:
        server.end()
    return [
        f"{connection.vendor}: {chosen.answers:,} answers stored, {chosen.workers} web processes,"  # noqa: ISC004 - one line of the table
        f" {CONNECTIONS} connections, {chosen.seconds} s each.",
        f"The database by hand: {by_hand:,.0f} rows a second in bulk.",
        "",
        "| what | a second | p50, ms | p95, ms | p99, ms | errors | × nothing to do | of by hand |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *rows,
        "",
        f"Kill -9 amid {acknowledged:,} acknowledged answers: {there:,} are there, {twice} twice.",
    ]


def main() -> None:
    """Measure in a database of its own, and write the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--answers", type=int, default=1_000_000)
    options.add_argument("--seconds", type=int, default=10)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--no-write", action="store_true")
    chosen = options.parse_args()
    with TemporaryDirectory() as folder:
        os.environ["EMPTYCHAIR_DATA"] = folder
        os.environ["EMPTYCHAIR_API_RATE"] = "1000000"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emptychair.config.settings")
        sys.path.insert(0, str(ROOT))
        from emptychair.config.start import start_django

        start_django(writes=True)
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        lines = measure(chosen, Path(folder))
        vendor = connection.vendor
        print("\n".join(lines))
    if not chosen.no_write:
        write(vendor, lines)


def write(vendor: str, lines: list[str]) -> None:
    """Put the table of this database into the page."""
    begin, end = BEGIN.replace("begins", f"{vendor} begins"), END.replace("ends", f"{vendor} ends")
    text = PAGE.read_text(encoding="utf-8")
    table = f"{begin}\n" + "\n".join(lines) + f"\n{end}"
    PAGE.write_text(
        re.sub(f"{begin}.*{end}", lambda _: table, text, flags=re.DOTALL), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
