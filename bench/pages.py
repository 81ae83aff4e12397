"""How long each page takes with 100,000 people and 50,000 answers, on SQLite.

    python bench/pages.py                        rewrites its table in docs/performance.md
    python bench/pages.py --people 2000 --answers 2000 --no-write

Pages are asked for in this process through the whole of Django (middleware, rights, templates),
after it has loaded ahead what a web process loads while it waits (`config/warming.py`). In
the same run and on the same database a plain `SELECT COUNT(*)` over all answers by score is timed,
and each page is told as a multiple of it, so that machines can be compared.
"""

import argparse
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- bench/pages.py begins -->", "<!-- bench/pages.py ends -->"
ROUNDS = 15
SEED = 20261122
FAMILY = ("佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "山本", "中村", "小林", "加藤")
GIVEN = ("美咲", "翔太", "陽菜", "健", "由紀", "大輔", "彩", "直人", "千尋", "亮")
SECTIONS = (  # one page for each that came later; what is read at night is empty here
    ("scorecard", "/scorecard/"),
    ("Explore", "/explore/?rows=touchpoint&cols=month&against=before"),
    ("drivers", "/drivers/"),
    ("who is heard", "/scores/heard/"),
    ("score and money", "/scores/money/"),
    ("alerts", "/alerts/"),
    ("reports", "/reports/"),
    ("effects", "/effects/"),
    ("whom we could ask", "/surveys/plan/"),
    ("use of the product", "/use/"),
    ("customers' KPIs", "/outcomes/"),
    ("touch", "/touch/"),
    ("fit", "/fit/people/"),
    ("programme", "/programme/"),
    ("renewals", "/renewals/?view=180"),
    ("recurring revenue", "/renewals/revenue/"),
    ("plans", "/plans/"),
    ("requests", "/requests/?view=open"),
    ("playbooks", "/playbooks/"),
    ("at risk", "/success/"),
    ("health", "/success/health/"),
    ("lost customers", "/success/lost/"),
    ("silence", "/silence/"),
)
READ = {"佐藤": "サトウ", "鈴木": "スズキ", "高橋": "タカハシ", "田中": "タナカ", "伊藤": "イトウ"}


def fill(people: int, answers: int) -> Any:
    """A workspace with so many people and answers, over two years; its owner comes back."""
    from emptychair.accounts.access import Access
    from emptychair.accounts.models import User
    from emptychair.accounts.permissions import Role
    from emptychair.accounts.services.workspaces import add_member, create_workspace
    from emptychair.customers.services.bulk import add_companies, add_people
    from emptychair.surveys.services.authoring import create_survey, set_survey_state
    from emptychair.surveys.services.bulk import add_invitations, add_responses
    from emptychair.surveys.types import SurveySettings
    from emptychair.touchpoints.queries import touchpoints_of
    from emptychair.touchpoints.services.mapping import draw_starter_map

    nobody = Access.system(None, "bench")
    space = create_workspace(
        nobody, name="Bench", slug="bench", language="ja", time_zone="Asia/Tokyo"
    )
    access = Access.system(space, "bench")
    owner = User.objects.create_user("owner@example.com", name="Owner")
    add_member(access, owner, role=Role.OWNER)
    draw_starter_map(access, kind="home_service")
    places = [one.pk for one in touchpoints_of(access)]
    add_companies(
        access, [{"external_id": f"C{n}", "name": f"会社{n}"} for n in range(people // 50)]
    )
    ids: list[int] = []
    for first in range(0, people, 5000):
        rows = [_person(n, people) for n in range(first, min(first + 5000, people))]
        ids += add_people(access, rows).ids
    survey = create_survey(access, metric="nps", settings=SurveySettings(name="NPS"))
    set_survey_state(access, survey, state="running")
    rng, now = Random(SEED), datetime.now(UTC)
    rows = [_answer(n, rng, ids, places, now) for n in range(answers)]
    for first in range(0, answers, 5000):
        some = rows[first : first + 5000]
        add_invitations(access, survey, [_asked(row) for row in some])
        add_responses(access, survey, some, now=now, publish=False)
    _cases(access, rng, now)
    return owner


def _person(number: int, people: int) -> dict[str, Any]:
    family, given = FAMILY[number % 10], GIVEN[number // 10 % 10]
    return {
        "external_id": f"P{number}",
        "name": f"{family} {given}{number}",
        "name_reading": READ.get(family, ""),
        "email": f"p{number}@example.com",
        "company_external_id": f"C{number % max(1, people // 50)}",
        "language": "ja",
        "segment": ("個人", "法人")[number % 2],
        "yearly_value": 1000 * (number % 400),
        "currency": "JPY",
    }


def _answer(
    number: int, rng: Random, ids: list[int], places: list[int], now: datetime
) -> dict[str, Any]:
    moment = now - timedelta(minutes=rng.randrange(730 * 24 * 60))
    return {
        "external_id": f"R{number}",
        "invitation": f"I{number}",
        "person_id": rng.choice(ids),
        "touchpoint_id": rng.choice(places),
        "score": min(10, max(0, round(rng.gauss(7.4, 2.2)))),
        "comment": f"{number} 番目の声です。毎回ちがう方で、いちから説明しています。"
        if number % 3 == 0
        else "",
        "language": "ja",
        "channel": "email",
        "source": "bench",
        "answered_at": moment,
    }


def _asked(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "external_id": row["invitation"],
        "person_id": row["person_id"],
        "touchpoint_id": row["touchpoint_id"],
        "channel": "email",
        "asked_at": row["answered_at"] - timedelta(hours=5),
    }


def _cases(access: Any, rng: Random, now: datetime) -> None:
    from emptychair.loop.services.answers import react_to_answer
    from emptychair.surveys.models import Response

    low = (
        Response.objects.filter(score__lte=6).order_by("-answered_at").values_list("pk", flat=True)
    )
    for number in low[:500]:
        react_to_answer(access, number, now=now - timedelta(hours=rng.randrange(200)))


def addresses(access: Any) -> Iterator[tuple[str, str]]:
    """The pages with their addresses."""
    from emptychair.customers.models import Company, Person
    from emptychair.loop.models import Case
    from emptychair.surveys.models import Survey
    from emptychair.touchpoints.models import Touchpoint

    del access
    person = Person.objects.exclude(responses=None).order_by("pk")[0]
    yield "Today", "/"
    yield "customers", "/customers/"
    yield "customers, searched", "/customers/?q=takahashi"
    yield "search (Ctrl-K)", "/search/?q=たかはし"
    yield "one customer", f"/customers/people/{person.pk}/"
    yield "one company", f"/customers/companies/{Company.objects.order_by('pk')[0].pk}/"
    yield "segments", "/customers/segments/"
    yield "voices", "/voices/"
    yield "voices, searched", "/voices/?q=説明"
    yield "touchpoints", "/touchpoints/"
    yield "one touchpoint", f"/touchpoints/{Touchpoint.objects.order_by('pk')[0].pk}/"
    yield "scores", "/scores/"
    yield "cases", "/cases/"
    yield "one case", f"/cases/{Case.objects.order_by('pk')[0].number}/"
    yield "initiatives", "/initiatives/"
    yield "effort", "/effort/"
    yield "surveys", "/surveys/"
    yield "one survey", f"/surveys/{Survey.objects.order_by('pk')[0].pk}/"
    yield from SECTIONS
    yield "settings", "/settings/"
    yield "audit trail", "/settings/audit/"
    yield "outbox", "/settings/outbox/"
    yield "data", "/settings/data/"


def seconds_of(call: Callable[[], object], rounds: int) -> tuple[float, float, float, float]:
    """First, median and slowest time of a call, and the median of the processor's, in seconds.

    The first is in no median. The processor's time hardly depends on what else the machine does.
    """
    times, busy = [], []
    for _ in range(rounds + 1):
        begun, worked = time.perf_counter(), time.process_time()
        call()
        times.append(time.perf_counter() - begun)
        busy.append(time.process_time() - worked)
    return times[0], statistics.median(times[1:]), max(times[1:]), statistics.median(busy[1:])


def raw_count() -> object:
    """The raw engine: counts by score over all answers."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT score, COUNT(*) FROM surveys_response GROUP BY score")
        return cursor.fetchall()


def measure(people: int, answers: int) -> list[str]:
    """The table, as lines of Markdown."""
    from django.test import Client

    from emptychair.config.warming import warm_up_and_read

    begun = time.perf_counter()
    owner = fill(people, answers)
    filled = time.perf_counter() - begun
    warm_up_and_read()
    client = Client(headers={"accept-language": "ja"})
    client.force_login(owner)
    raw = seconds_of(raw_count, ROUNDS)[1]
    lines = [
        f"{people:,} people, {answers:,} answers and as many invitations, 500 cases.",
        f"Filled in {filled:.0f} s. Raw count by score: {raw * 1000:.1f} ms.",
        "",
        "| page | first, ms | median, ms | slowest of 15, ms | processor, ms | × raw count |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, address in addresses(owner):
        found = seconds_of(lambda where=address: _get(client, where), ROUNDS)
        told = " | ".join(f"{each * 1000:.0f}" for each in found)
        lines.append(f"| {name} | {told} | {found[1] / raw:.1f} |")
        print(lines[-1], flush=True)
    return lines


def _get(client: Any, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address} answered {answer.status_code}")


def main() -> None:
    """Measure in a database of its own, and write the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, default=100_000)
    options.add_argument("--answers", type=int, default=50_000)
    options.add_argument("--no-write", action="store_true")
    chosen = options.parse_args()
    with TemporaryDirectory() as folder:
        os.environ["EMPTYCHAIR_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emptychair.config.settings")
        sys.path.insert(0, str(ROOT))
        from emptychair.config.start import start_django

        start_django(writes=True)
        from django.conf import settings

        from emptychair.config.first_tables import bring_tables_up_to_date

        settings.ALLOWED_HOSTS.append("testserver")
        bring_tables_up_to_date()
        lines = measure(chosen.people, chosen.answers)
    if not chosen.no_write:
        text = PAGE.read_text(encoding="utf-8")
        table = f"{BEGIN}\n" + "\n".join(lines) + f"\n{END}"
        PAGE.write_text(
            re.sub(f"{BEGIN}.*{END}", lambda _: table, text, flags=re.DOTALL), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
