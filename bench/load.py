"""How many requests a second the product answers, with 1,000,000 answers stored, and how fast.

    python bench/load.py                          rewrites its table in docs/performance.md
    python bench/load.py --answers 20000 --seconds 3 --no-write

Needs the program `wrk`. The database is that of DATABASE_URL (a PostgreSQL server that may be
written to), else SQLite in a folder of its own. In the same run the same server answers a page
without any work (`/health`), and the database takes rows of the same width in bulk by hand, so that
every figure is told as a ratio. PostgreSQL:

    POSTGRESQL_FSYNC=on tools/postgresql.sh .venv/bin/python bench/load.py
"""

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- bench/load.py begins -->", "<!-- bench/load.py ends -->"
THREADS, CONNECTIONS = 2, 16
BATCH, BATCHES = 50, 3000
SPARE = 400  # links kept for the run that is killed
PATIENCE = 600  # seconds until all jobs must be done
SCRIPT = """
local lines, threads, counter, at = {}, {}, 0, 0
for line in io.lines("%(file)s") do lines[#lines + 1] = line end
refused, failed = 0, 0
function setup(thread)
  thread:set("first", counter); counter = counter + 1; threads[counter] = thread
end
function request()
  at = at + 1
  local line = lines[((at - 1) * %(threads)d + first) %% #lines + 1]
  local method, path, kind, body = line:match("^(%%S+)\\t(%%S+)\\t(%%S*)\\t(.*)$")
  local headers = {["Accept-Language"] = "ja"%(headers)s}
  if kind ~= "" then headers["Content-Type"] = kind end
  return wrk.format(method, path, headers, body ~= "" and body or nil)
end
function response(status)
  if status == 429 or status == 503 then refused = refused + 1
  elseif status >= 400 then failed = failed + 1 end
end
function done(summary, latency, requests)
  local no, bad = 0, summary.errors.timeout + summary.errors.read
  for _, one in ipairs(threads) do no = no + one:get("refused"); bad = bad + one:get("failed") end
  io.stderr:write(string.format("told %%d %%d %%d %%d %%d %%d %%d\\n", summary.requests,
    summary.duration, no, bad,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What wrk tells: requests a second, percentiles in milliseconds, refused and failed ones."""

    rate: float
    refused: int
    failed: int
    times: list[float]


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
    """The product on a free port, with as many web processes as asked, and its worker."""

    def __init__(self, workers: int, log: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.workers, self.log = workers, log
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "emptychair", "run", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--workers", str(self.workers)], cwd=ROOT, stdout=log, stderr=log
            )
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                if self.ask("GET", "/ready")[0] == 200:
                    time.sleep(5)  # what is loaded in a thread at the start
                    return
            except (OSError, HTTPException):
                time.sleep(0.3)
        sys.exit("The server did not get ready.")

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        link = HTTPConnection("127.0.0.1", self.port, timeout=30)
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        link.request(method, path, body or None, kind)
        answer = link.getresponse()
        text = answer.read().decode()
        link.close()
        return answer.status, text

    def end(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)

    def kill(self) -> None:
        """Signal 9 to all of it at once; nobody can tidy up."""
        import psutil

        family = [
            *psutil.Process(self.process.pid).children(recursive=True),
            psutil.Process(self.process.pid),
        ]
        for one in family:
            one.kill()
        self.process.wait(60)
        psutil.wait_procs(family, timeout=60)


def load(server: Server, folder: Path, lines: list[str], seconds: int, token: str = "") -> Told:
    file, script = folder / "lines.txt", folder / "load.lua"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    headers = f', ["Authorization"] = "Bearer {token}"' if token else ""
    script.write_text(
        SCRIPT % {"file": file, "threads": THREADS, "headers": headers}, encoding="utf-8"
    )
    command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s"]
    told = subprocess.run(
        [*command, "-s", str(script), f"http://127.0.0.1:{server.port}"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"told (.*)", told.stderr)
    if found is None:
        sys.exit(told.stdout + told.stderr)
    done, took, refused, failed, *rest = map(int, found.group(1).split())
    return Told((done - refused - failed) / (took / 1e6), refused, failed, [x / 1e3 for x in rest])


def forms(links: list[str]) -> list[str]:
    """The form of each link as its page sends it, with scores as they come; a third is low."""
    rng, kind = Random(1), "application/x-www-form-urlencoded"
    scores = [min(10, max(0, round(rng.gauss(7.4, 2.2)))) for _ in links]
    return [
        f"POST\t{link}\t{kind}\tscore={score}&comment=&language=ja"
        for link, score in zip(links, scores, strict=True)
    ]


def events(made: dict[str, Any]) -> list[str]:
    """Batches of events, each told once."""
    rng, moment = Random(1), datetime.now(UTC).isoformat()
    lines = []
    for number in range(BATCHES):
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


def settled() -> float:
    """Seconds until the worker has done what the last run left to it."""
    from django_q.models import OrmQ

    begun = time.monotonic()
    while OrmQ.objects.exists():
        if time.monotonic() > begun + PATIENCE:
            sys.exit(f"{OrmQ.objects.count():,} jobs are still waiting after {PATIENCE} s.")
        time.sleep(0.2)
    return time.monotonic() - begun


def kill_amid(server: Server, lines: list[str]) -> str:
    """Answers acknowledged, those of them that are there, and those there twice, after kill -9."""
    from django.db.models import Count

    from emptychair.jobs.models import Delivery, StoredEvent
    from emptychair.surveys.links import read_token
    from emptychair.surveys.models import Response

    acknowledged: list[int] = []

    def send(line: str) -> None:
        _method, path, _kind, body = line.split("\t")
        try:
            if server.ask("POST", path, body)[0] == 302:
                read = read_token(path.split("/")[2])
                acknowledged.append(read[1] if read else 0)
        except (OSError, HTTPException):
            return

    before = StoredEvent.objects.order_by("-pk").values_list("pk", flat=True)[0]
    known = Response.objects.order_by("-pk").values_list("pk", flat=True)[0]
    with ThreadPoolExecutor(8) as pool:
        running = [pool.submit(send, line) for line in lines]
        time.sleep(2)
        server.kill()
        server.start()
        for one in running:
            one.result()
    settled()
    answers = Response.objects.filter(pk__gt=known)
    there = set(answers.values_list("invitation_id", flat=True))
    told = StoredEvent.objects.filter(pk__gt=before, name="surveys.response_received")
    lost = Delivery.objects.filter(event__pk__gt=before).exclude(state="done").count()
    twice = answers.values("invitation_id").annotate(n=Count("pk")).filter(n__gt=1).count()
    return (
        f"Kill -9 of web and worker amid {len(acknowledged):,} acknowledged answers:"
        f" {len(there.intersection(acknowledged)):,} of them are there, {twice} twice; others were"
        f" told of {told.count():,} answers, {answers.count():,} are stored,"
        f" {lost} facts did not reach their listener."
    )


def measure(chosen: argparse.Namespace, folder: Path) -> list[str]:
    """The table, as lines of Markdown."""
    from filling import fill

    begun = time.monotonic()
    made = fill(chosen.answers)
    filled = time.monotonic() - begun
    by_hand, before = bulk_by_hand(), os.getloadavg()[0]
    posts = forms(made["links"])
    pages = [f"GET\t{one}\t\t" for one in made["links"][:2000]]
    runs = [
        ("nothing to do (`/health`)", ["GET\t/health\t\t"], "", 0),
        ("hosted page, read", pages, "", 0),
        ("widget, its survey", [f"GET\t{made['widget']}\t\t"], "", 0),
        ("answer, stored", posts[SPARE:], "", 1),
        (f"{BATCH} events, stored", events(made), made["token"], BATCH),
    ]
    server = Server(chosen.workers, folder / "log")
    try:
        load(server, folder, pages, 2)
        rows, empty = [], 0.0
        for name, lines, token, each in runs:
            told = load(server, folder, lines, chosen.seconds, token)
            empty = empty or told.rate
            hand = f"{told.rate * each / by_hand:.2%}" if each else "–"
            later = f"{settled():.0f} s" if each else "–"
            p50, p95, p99 = told.times
            rows.append(
                f"| {name} | {told.rate:,.0f} | {p50:.0f} | {p95:.0f} | {p99:.0f} |"
                f" {told.refused} | {told.failed} | {told.rate / empty:.3f} | {hand} | {later} |"
            )
            print(rows[-1], flush=True)
        killed = kill_amid(server, posts[:SPARE])
    finally:
        server.end()
    return [*_head(chosen, filled, by_hand, before), *rows, "", killed]


def _head(chosen: argparse.Namespace, filled: float, by_hand: float, before: float) -> list[str]:
    from django.db import connection

    told = (
        f"{_database()}: {chosen.answers:,} answers stored (filled in {filled:.0f} s),"
        f" {chosen.workers} web processes, a worker of two, {CONNECTIONS} connections,"
        f" {chosen.seconds} s each, on {os.cpu_count()} cores that wrk"
        f"{'' if connection.vendor == 'sqlite' else ' and the database'} shares. The machine did"
        f" other work beside: load average {before:.1f} before the run."
    )
    names = ["what", "a second", "p50, ms", "p95, ms", "p99, ms", "refused", "failed"]
    names += ["× nothing to do", "of by hand", "told to all after"]
    return [
        told,
        f"The database by hand: {by_hand:,.0f} rows a second in bulk.",
        "",
        "| " + " | ".join(names) + " |",
        "| --- |" + " ---: |" * (len(names) - 1),
    ]


def _database() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            return f"SQLite {cursor.fetchone()[0]}, each commit on disk (WAL, synchronous FULL)"
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0].split()[0]
        cursor.execute("SHOW fsync")
        return f"PostgreSQL {version} on the same machine, fsync {cursor.fetchone()[0]}"


def main() -> None:
    """Measure in a database of its own, and write the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--answers", type=int, default=1_000_000)
    options.add_argument("--seconds", type=int, default=10)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--no-write", action="store_true")
    chosen = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended."))  # the server ends with it
    if shutil.which("wrk") is None:
        sys.exit("The program wrk is missing. On Debian and Ubuntu: apt-get install wrk")
    with TemporaryDirectory() as folder:
        os.environ["EMPTYCHAIR_DATA"] = folder
        os.environ["EMPTYCHAIR_API_RATE"] = "1000000"
        os.environ["EMPTYCHAIR_JOB_TIMEOUT"] = "60"  # what a killed worker held is given out again
        os.environ["EMPTYCHAIR_JOB_LEASE"] = "90"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emptychair.config.settings")
        sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
        from emptychair.config.start import start_django

        start_django(writes=True)
        from django.db import connection

        from emptychair.config.first_tables import bring_tables_up_to_date

        bring_tables_up_to_date()
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
