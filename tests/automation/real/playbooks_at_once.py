"""Six threads tell of the same happenings and drive the same runs at the same moment, on a database
of its own. Run as a process: the tests' own database may live in memory, with shared connections.
"""

import json
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from emptychair.config.start import start_django

HOW_MANY = 6


def main():
    start_django(writes=True)
    from django.db import OperationalError, connection

    from emptychair.config.first_tables import bring_tables_up_to_date

    bring_tables_up_to_date()
    from emptychair.automation.models import Run, RunStep
    from emptychair.automation.services.running import advance_run
    from emptychair.automation.services.starting import begin_runs
    from emptychair.kit.periods import local_day
    from emptychair.loop.models import Case
    from emptychair.messaging.models import Message
    from tests.factories.automation import MAIL, TASK, acting, happened, make_playbook
    from tests.factories.customers import make_person
    from tests.people import NOW, make_workspace

    kitchen = make_workspace("kitchen")
    playbook = make_playbook(kitchen, TASK, MAIL, per_day=3, again_days=30)
    people = [make_person(kitchen) for _ in range(5)]
    told = [happened(f"event:{n}", people[n % 5], moment=NOW) for n in range(10)]
    start, came = Barrier(HOW_MANY), Counter()

    def drive(number):
        chance, access = random.Random(number), acting(kitchen)
        try:
            start.wait(60)
            begin_runs(access, playbook.pk, chance.sample(told, 10), now=NOW)
            for day in (0, 1, 2):
                start.wait(60)
                ids = list(Run.objects.values_list("pk", flat=True))
                for run in chance.sample(ids, len(ids)):
                    _advanced(access, run, NOW + timedelta(days=day, hours=16))
            came["done"] += 1
        finally:
            connection.close()

    def _advanced(access, run, now):
        try:
            advance_run(access, run, now=now)
        except OperationalError:
            came["gave way"] += 1  # the database ends one of two that wait for each other

    with ThreadPoolExecutor(HOW_MANY) as pool:
        list(pool.map(drive, range(HOW_MANY)))
    for run in Run.objects.all():
        advance_run(acting(kitchen), run.pk, now=NOW + timedelta(days=9))
    days = Counter(local_day(run.began_at, kitchen.zone).isoformat() for run in Run.objects.all())
    result = {
        "drivers": came["done"],
        "runs": Run.objects.count(),
        "people": Run.objects.values("person").distinct().count(),
        "a_day": sorted(days.values()),
        "cases": Case.objects.count(),
        "messages": Message.objects.exclude(person=None).count(),
        "steps": RunStep.objects.filter(state="done").count(),
        "states": sorted(set(Run.objects.values_list("state", flat=True))),
    }
    print(json.dumps(result))  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main()
