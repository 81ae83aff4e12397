"""How long the pages of customer success take with 100,000 companies and five million events.

    python bench/success_pages.py --folder F             fill F, run the nightly jobs, ask
    python bench/success_pages.py --folder F --reuse     ask again
    python bench/success_pages.py --folder F --reuse --only /use/ --slow 300 --sql

The demo company is made once and multiplied (`cloning.py`), so that every list has rows, in the
proportions of a company that lives. Then the nightly jobs run once, each with its time and memory.
Of every list page each filter, order, second and last page is asked for, as owner and as partner,
in this process through the whole of Django: the clock and the processor, the least of three where
the first was not quick, and the questions to the database. SQLite, as it is installed.
"""

import argparse
import html
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
PAGES = (
    "/", "/customers/", "/customers/?q=佐藤", "/customers/companies/", "/customers/companies/?q=12",
    "/customers/segments/", "/customers/doubles/", "/search/?q=佐藤", "/cases/", "/initiatives/",
    "/success/", "/success/?q=12", "/success/chances/", "/success/health/", "/success/lost/",
    "/success/models/", "/silence/", "/silence/?show=all", "/silence/groups/",
    "/silence/returned/", "/silence/quiet-loss/", "/first-value/",
    "/first-value/stalled/?show=all", "/use/", "/use/?q=12", "/use/features/", "/use/trials/",
    "/renewals/", "/renewals/?view=180", "/renewals/revenue/", "/renewals/repeat/",
    "/renewals/repeat/?kind=project", "/renewals/accuracy/", "/renewals/definitions/",
    "/outcomes/", "/outcomes/?view=unasked", "/outcomes/jobs/", "/plans/", "/plans/?view=open",
    "/requests/", "/requests/?view=open", "/playbooks/", "/touch/", "/touch/customers/",
    "/touch/capacity/", "/organisation/", "/fit/", "/fit/people/", "/settings/outbox/",
    "/customers/yearly-value/", "/customers/attributes/", "/use/people/", "/use/trials/list/",
    "/use/unfinished/", "/use/definition/", "/first-value/finder/",
    "/plans/templates/", "/requests/situation/", "/success/health/weights/", "/silence/settings/",
    "/voices/", "/surveys/", "/surveys/leaving/", "/scores/",
    "/scores/heard/", "/scores/money/", "/scores/money/small/", "/scorecard/", "/scorecard/rows/",
    "/explore/", "/drivers/", "/effects/", "/effort/", "/alerts/", "/touchpoints/",
    "/touchpoints/journeys/", "/programme/", "/programme/seats/", "/reports/", "/settings/audit/",
    "/settings/data/", "/settings/data/imports/", "/settings/data/exports/", "/settings/jobs/",
    "/settings/members/", "/settings/teams/",
)  # fmt: skip
WITHIN = (  # the first such link of a page is asked for too
    r"/customers/people/\d+/", r"/customers/companies/\d+/", r"/cases/\d+/", r"/initiatives/\d+/",
    r"/success/health/(?:companies|people)/\d+/", r"/success/lost/\d+/",
    r"/silence/(?:person|company)/\d+/", r"/use/companies/\d+/", r"/renewals/\d+/",
    r"/renewals/revenue/[\d-]+/[A-Z]+/", r"/outcomes/kpis/\d+/",
    r"/customers/companies/\d+/outcome/", r"/plans/\d+/", r"/requests/\d+/", r"/playbooks/\d+/",
    r"/touch/groups/\d+/", r"/touch/customers/\d+/", r"/organisation/\d+/",
)  # fmt: skip
QUICK, AGAIN, MOST = 0.1, 2, 60
LINK = re.compile(r'href="([^"#]*)')
OF_ALL = ("analytics.take_snapshot", "jobs.learn_proportions")
NIGHTLY = (
    *OF_ALL, "customers.read_leaving_of", "customers.count_segments", "metrics.read_unheard",
    "usage.read_workspace", "renewals.refresh_one", "onboarding.read_workspace",
    "silence.read_workspace", "touch.count_customers", "success.look_at_workspace",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One address and what it took."""

    address: str
    clock: float
    work: float
    first: float
    queries: int
    links: tuple[str, ...]
    status: int


# -- the workspace


def fill(folder: Path, companies: int, events: int, people: int) -> None:
    """The demo, many times; then its statistics for the planner as `VACUUM` never runs here."""
    command = [sys.executable, "-m", "emptychair", "demo", "--people", str(people), "--no-reports"]
    if not (folder / "emptychair.sqlite3").exists():
        subprocess.run(command, check=True, env={**os.environ, "EMPTYCHAIR_DATA": str(folder)})
    start(folder)
    from cloning import clone

    from emptychair.customers.models import Company

    place = the_workspace()
    there = Company.objects.filter(workspace=place).count()
    clone(place.pk, max(1, round(companies / there) - 1), events)


def the_workspace() -> Any:
    """That of the demo which sells to companies."""
    from emptychair.accounts.models import Workspace

    return Workspace.objects.get(slug="tallywren")


def start(folder: Path) -> None:
    """Django, on that folder."""
    os.environ["EMPTYCHAIR_DATA"] = str(folder)
    from emptychair.config.start import start_django

    start_django(writes=True)
    from django.conf import settings

    from emptychair.config.first_tables import bring_tables_up_to_date

    settings.ALLOWED_HOSTS.append("testserver")
    bring_tables_up_to_date()


def nightly(folder: Path) -> None:
    """Each job in a process of its own: seconds of the clock and of the processor, memory."""
    for name in NIGHTLY:
        words = [sys.executable, str(Path(__file__)), "--folder", str(folder), "--job", name]
        subprocess.run(words, check=True)


def run_job(name: str) -> None:
    """One nightly job of the one workspace, in this process, and how long it held the database."""
    from holding import watching

    from emptychair.jobs.registry import job_named

    given = {} if name in OF_ALL else {"workspace_id": the_workspace().pk}
    begun, worked = time.perf_counter(), time.process_time()
    with watching() as held:
        job_named(name).function(**given)
    took, busy = time.perf_counter() - begun, time.process_time() - worked
    print(f"{name:<30} {took:>8.1f} s {busy:>8.1f} s of a processor {largest():>7,.0f} MiB")
    print("\n".join(held.lines()))


def largest() -> float:
    """The largest resident memory of this process so far, in MiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


# -- the pages


def measure(options: argparse.Namespace) -> None:
    """All pages for owner and partner."""
    from emptychair.config.warming import warm_up

    warm_up()
    for role in options.role.split(","):
        client = signed_in(role)
        slow = Counter[str]()
        print(f"\n{role}\n| page | variants | questions | ms | processor | slowest variant | ms |")
        print("| --- | ---: | ---: | ---: | ---: | --- | ---: |")
        for page in pages(client, options.only):
            found = list(variants(client, page, options))
            base = found[0]
            worst = max(found, key=lambda one: one.work)
            told = f"{base.queries} | {ms(base.clock)} | {ms(base.work)}"
            print(
                f"| {page} | {len(found)} | {told} | {worst.address} | {ms(worst.work)} |",
                flush=True,
            )
            for one in found:
                if one.work * 1000 > options.slow:
                    slow[one.address] = round(one.work * 1000)
        for address, took in slow.most_common():
            print(f"OVER {took} ms {address}")


def ms(seconds: float) -> str:
    """Milliseconds in words."""
    return f"{seconds * 1000:.0f}"


def signed_in(role: str) -> Any:
    """A member with that role, in Japanese; made where there is none."""
    from django.test import Client

    from emptychair.accounts.access import Access
    from emptychair.accounts.models import Membership, User
    from emptychair.accounts.permissions import Role
    from emptychair.accounts.services.workspaces import add_member

    place = the_workspace()
    found = Membership.objects.filter(workspace=place, role=role).order_by("pk").first()
    if found is None:
        user = User.objects.create_user(f"bench-{role}@example.com", name=role)
        found = add_member(Access.system(place, "bench"), user, role=Role(role))
    client = Client(headers={"accept-language": "ja"})
    client.force_login(User.objects.get(pk=found.user_id))
    session = client.session
    session["workspace"] = place.slug
    session.save()
    return client


def pages(client: Any, only: str) -> Iterator[str]:
    """List pages, and the first of each kind of page that they lead to."""
    left = list(WITHIN)
    for page in PAGES:
        if not only or only in page:
            yield page
        answer = client.get(page)
        if answer.status_code == 200 and not (only and only not in page):
            for address in links_of(page, answer):
                kind = next((one for one in left if re.fullmatch(one, address)), None)
                if kind:
                    left.remove(kind)
                    yield address


def variants(client: Any, page: str, options: argparse.Namespace) -> Iterator[Asked]:
    """The page, and what its own links make of it: filters, orders, further pages."""
    first = ask(client, page, options)
    yield first
    done, path = {page}, urlsplit(page).path
    more = [link for link in first.links if "?" in link and urlsplit(link).path == path]
    for link in more[: options.most]:
        if link not in done:
            done.add(link)
            yield ask(client, link, options)


def ask(client: Any, address: str, options: argparse.Namespace) -> Asked:
    """Once, and a few times more where that was not quick: the least counts."""
    first, work, queries, answer = once(client, address)
    clock = first
    for _ in range(AGAIN if work > QUICK else 1):
        took, worked, queries, answer = once(client, address)
        clock, work = min(clock, took), min(work, worked)
    if options.sql and work * 1000 > options.slow:
        explain(client, address)
    if answer.status_code not in {200, 302, 403, 404}:
        sys.exit(f"{address} answered {answer.status_code}")
    return Asked(
        address, clock, work, first, queries, tuple(links_of(address, answer)), answer.status_code
    )


def once(client: Any, address: str) -> tuple[float, float, int, Any]:
    """Clock, processor, questions to the database, answer."""
    from django.db import connection

    count = 0

    def counting(execute: Any, *given: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*given)

    with connection.execute_wrapper(counting):
        begun, worked = time.perf_counter(), time.process_time()
        answer = client.get(address)
        took, busy = time.perf_counter() - begun, time.process_time() - worked
    return took, busy, count, answer


def explain(client: Any, address: str) -> None:
    """The slowest questions of a page, told."""
    from django.db import connection

    found: list[tuple[float, str]] = []

    def timing(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            found.append((time.perf_counter() - begun, sql))

    with connection.execute_wrapper(timing):
        client.get(address)
    whole = sum(took for took, _sql in found)
    print(f"-- {address}: {len(found)} questions, {ms(whole)} ms in the database")
    for took, sql in sorted(found, reverse=True)[:4]:
        print(f"   {ms(took)} ms {sql[:1500]}")


def links_of(page: str, answer: Any) -> list[str]:
    """Addresses of this site on a page, each once."""
    text = answer.content.decode("utf-8", "replace") if not answer.streaming else ""
    found = (urljoin(page, html.unescape(one)) for one in LINK.findall(text))
    return list(dict.fromkeys(one for one in found if one.startswith("/")))


def main() -> None:
    """Fill where needed, then ask."""
    given = argparse.ArgumentParser()
    given.add_argument("--folder", type=Path, required=True)
    given.add_argument("--companies", type=int, default=100_000)
    given.add_argument("--events", type=int, default=5_000_000)
    given.add_argument("--people", type=int, default=1_000)
    given.add_argument("--reuse", action="store_true")
    given.add_argument("--only", default="")
    given.add_argument("--slow", type=int, default=300)
    given.add_argument("--sql", action="store_true")
    given.add_argument("--job", default="")
    given.add_argument("--most", type=int, default=MOST)
    given.add_argument("--role", default="owner,partner")
    given.add_argument("--fill-only", action="store_true")
    options = given.parse_args()
    if options.reuse or options.job:
        start(options.folder)
    else:
        fill(options.folder, options.companies, options.events, options.people)
        if options.fill_only:
            return
        nightly(options.folder)
    if options.job:
        run_job(options.job)
    else:
        measure(options)


if __name__ == "__main__":
    main()
