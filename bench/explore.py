"""How long Explore takes to answer, with a million and with ten million answers, on SQLite.

    python bench/explore.py --answers 1000000
    python bench/explore.py --answers 10000000 --keep FOLDER

Tables are asked for through `explore.queries.tables.table_of`, as the page does: the question is
read, counted by the engine, compared, marked and heated. Every question is new (nothing is answered
from memory). Printed are the fastest, the median and the slowest of each kind, and the median of
the processor's time, which does not depend on what else the machine does: rolled-up dimensions,
any others, and joined attributes, each where every answer counts and where the latest of each
person does. `--touched 5000` makes so many people answer once more after the links were made.
"""

import argparse
import os
import resource
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from copy import copy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent
PEOPLE, SPAN = 100_000, 730  # customers; days over which the answers lie
ROLLED = ("touchpoint", "team", "stage", "segment", "language", "channel", "survey")
TIMES = ("month", "quarter", "week")
OTHERS = ("source", "weekday", "band")
JOINED = ("region", "company.size")
KINDS, LATEST = ("rolled up", "others", "joined"), ", latest"
CHOICES = {"others": OTHERS, "joined": JOINED}


def fill(answers: int) -> Any:
    """A workspace with so many answers, most of them to things of the last two years."""
    from django.db import connection

    from bench.filling import multiply
    from emptychair.accounts.access import Access
    from emptychair.accounts.services.workspaces import create_workspace
    from emptychair.customers.models import AttributeDefinition, Company, Person
    from emptychair.surveys.models import Response
    from emptychair.surveys.services.authoring import create_survey
    from emptychair.surveys.services.responses import record_response
    from emptychair.surveys.types import SurveySettings
    from emptychair.touchpoints.queries import touchpoints_of
    from emptychair.touchpoints.services.mapping import draw_starter_map

    nobody = Access.system(None, "bench")
    space = create_workspace(
        nobody, name="Bench", slug="bench", language="ja", time_zone="Asia/Tokyo"
    )
    access, now = Access.system(space, "bench"), datetime.now(UTC)
    draw_starter_map(access, kind="saas")
    places = [one.pk for one in touchpoints_of(access)]
    surveys = [
        create_survey(access, metric="nps", settings=SurveySettings(name=f"NPS {number}"))
        for number in range(4)
    ]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("PRAGMA cache_size=-400000")
    AttributeDefinition.objects.create(
        workspace=space, applies_to="company", key="size", label="Size", kind="number"
    )
    company = Company.objects.create(workspace=space, name="C", attributes={"size": 40})
    person = Person.objects.create(workspace=space, external_id="P", region="Tokyo")
    multiply(
        person,
        PEOPLE,
        {
            "external_id": "'P' || i",
            "region": "CASE i % 3 WHEN 0 THEN 'Tokyo' WHEN 1 THEN 'Osaka' ELSE '' END",
        },
    )
    multiply(company, 2_000, {"attributes": "json_object('size', i % 500)"})
    first = person.pk + 1
    answer, _new = record_response(
        access,
        surveys[0],
        score=9,
        answered_at=now - timedelta(days=SPAN),
        channel="email",
        source="bench",
        external_id="R",
        language="ja",
    )
    at = now.strftime("%Y-%m-%d %H:%M:%S")
    moment = f"datetime('{at}', '-' || (({answers} - i) * {SPAN * 1440} / {answers}) || ' minutes')"
    multiply(
        Response.objects.get(pk=answer.pk),
        answers,
        {
            "answered_at": moment,
            "created_at": moment,
            "changed_at": moment,
            "score": "(i * 7919 % 1009) % 11",
            "external_id": "''",
            "person_id": f"{first} + (i * 104729 % {PEOPLE})",
            "company_id": f"{company.pk} + 1 + (i * 104729 % {PEOPLE}) % 2000",
            "survey_id": f"{surveys[0].pk} + (i / 7) % 4",
            "touchpoint_id": f"{places[0]} + (i * 31 % 997) % {len(places)}",
            "segment": "CASE i % 5 WHEN 0 THEN 'enterprise' WHEN 1 THEN '' ELSE 'small' END",
            "language": "CASE WHEN i % 7 < 5 THEN 'ja' ELSE 'en' END",
            "channel": "CASE i % 3 WHEN 0 THEN 'email' WHEN 1 THEN 'widget' ELSE 'sms' END",
        },
    )
    return access


def questions(kind: str, rng: Random, *, count: int) -> Iterator[dict[str, str]]:
    """So many different questions of a kind, as somebody clicks them together."""
    seen: set[tuple[str, ...]] = set()
    while len(seen) < count:
        rows = rng.choice(CHOICES.get(kind.removesuffix(LATEST), ROLLED))
        cols = rng.choice([one for one in (*ROLLED, *TIMES, "") if one != rows])
        period = str(rng.randrange(90, SPAN))
        against = rng.choice(("", "before"))
        which = "latest" if kind.endswith(LATEST) else "all"
        asked = (rows, cols, period, against)
        if asked not in seen:
            seen.add(asked)
            names = ("rows", "cols", "period", "against", "which")
            yield dict(zip(names, (*asked, which), strict=True))


def timed(access: Any, asked: Sequence[dict[str, str]]) -> list[tuple[float, float]]:
    """How many milliseconds each question took, on the clock and of the processors."""
    from emptychair.explore.queries.questions import read_question
    from emptychair.explore.queries.tables import table_of

    found = []
    for given in asked:
        now, start, worked = datetime.now(UTC), time.perf_counter(), time.process_time()
        table = table_of(access, read_question(access, given, now=now), now=now)
        ends = time.perf_counter() - start, time.process_time() - worked
        if not table.total.figure.n:
            raise SystemExit(f"Nothing was counted for {given}: this measures nothing.")
        found.append((ends[0] * 1000, ends[1] * 1000))
    return found


def main() -> None:
    """Fill, take the snapshot, ask, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--questions", type=int, default=30)
    parser.add_argument("--touched", type=int, default=0)
    parser.add_argument("--keep", default="", help="a folder that keeps the database")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        os.environ["EMPTYCHAIR_DATA"] = given.keep or folder
        sys.path.insert(0, str(ROOT))
        run(given.answers, given.questions, given.touched)


def run(answers: int, count: int, people: int) -> None:
    """The measurement in this process."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emptychair.config.settings")
    django.setup()
    from emptychair.accounts.access import Access
    from emptychair.accounts.models import Workspace
    from emptychair.config.first_tables import bring_tables_up_to_date

    bring_tables_up_to_date()
    start = time.perf_counter()
    space = Workspace.objects.filter(slug="bench").first()
    access = Access.system(space, "bench") if space else fill(answers)
    told(f"{answers:,} answers filled", start)
    take(access)
    touch(access, people)
    timed(access, list(questions("rolled up", Random(1), count=2)))
    print(f"{'ms':<20}{'fastest':>10}{'median':>10}{'slowest':>10}{'processor':>12}")
    for kind in (one + which for one in KINDS for which in ("", LATEST)):
        asked = list(questions(kind, Random(7), count=count))
        clock, worked = zip(*timed(access, asked), strict=True)
        told_of = (min(clock), statistics.median(clock), max(clock))
        middle = statistics.median(worked)
        print(f"{kind:<20}" + "".join(f"{one:>10.0f}" for one in told_of) + f"{middle:>12.0f}")
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def take(access: Any) -> None:
    """The snapshot of the answers with its links, as the jobs make them."""
    from emptychair.analytics.snapshots import link_snapshot, take_snapshot
    from emptychair.analytics.upkeep import places

    (place,) = places(dataset="answers", workspace=access.workspace.slug)
    start = time.perf_counter()
    take_snapshot(place.source, place.workspace_id, place.zone)
    told("snapshot and daily counts", start)
    start = time.perf_counter()
    link_snapshot(place.source, place.workspace_id, place.zone)
    told("links", start)


def touch(access: Any, people: int) -> None:
    """So many people answer once more, and the next snapshot holds it."""
    from emptychair.analytics.upkeep import places, take
    from emptychair.customers.models import Person
    from emptychair.surveys.models import Response

    rows = Response.objects.visible_to(access).order_by("-pk")
    last, now = rows.first(), datetime.now(UTC)
    if last is None or not people:
        return
    chosen = Person.objects.visible_to(access).exclude(external_id="P").order_by("external_id")
    made = []
    for pk in chosen.values_list("pk", flat=True)[:people]:
        row = copy(last)
        row.pk, row.person_id, row.answered_at = None, pk, now
        made.append(row)
    Response.objects.bulk_create(made, batch_size=500)
    (place,) = places(dataset="answers", workspace=access.workspace.slug)
    take(place)


def told(words: str, start: float) -> None:
    """What was done and how long it took."""
    print(f"{words}: {time.perf_counter() - start:.1f} s", flush=True)


if __name__ == "__main__":
    main()
