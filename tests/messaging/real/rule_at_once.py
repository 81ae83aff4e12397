"""Eight threads ask the people of one company at the same moment, again and again, some of them in
a transaction that then fails; on a database of its own.

Run as a process: the tests' own database may live in memory, where connections are shared.
"""

import json
import random
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

from emptychair.config.start import start_django

HOW_MANY = 8
ROUNDS = 6
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
RULE = {
    "min_days": 10,
    "most": 2,
    "window_days": 60,
    "company_most": 3,
    "company_days": 30,
    "reminder_days": 1,
    "ahead_days": 0,
}


def main():
    start_django(writes=True)
    from django.db import OperationalError, connection, transaction

    from emptychair.config.first_tables import bring_tables_up_to_date

    bring_tables_up_to_date()
    from emptychair.accounts.access import Access
    from emptychair.messaging.models import ContactDecision
    from emptychair.messaging.services.contact import decide_contact
    from tests.factories.customers import make_company, make_person
    from tests.people import make_workspace

    kitchen = make_workspace("kitchen")
    kitchen.settings = {**kitchen.settings, "contact_rule": RULE}
    kitchen.save()
    access, company = Access.system(kitchen, "t"), make_company(kitchen)
    people = [make_person(kitchen, company=company) for _ in range(4)]
    start = Barrier(HOW_MANY)
    came = Counter()

    def ask(number):
        chance = random.Random(number)
        try:
            for turn in range(ROUNDS):
                start.wait(60)
                one(number, turn, chance)
        finally:
            connection.close()

    def one(number, turn, chance):
        moment = NOW + timedelta(days=turn * 6)
        wanted = chance.sample(people, 3)  # in any order: two may wait for each other
        try:
            with transaction.atomic():
                for person in wanted:
                    decide_contact(
                        access,
                        person,
                        occasion=f"survey:{number}:{turn}",
                        purpose=chance.choice(["survey", "survey", "reminder"]),
                        now=moment,
                        channel=chance.choice(["email", "widget"]),
                    )
                if chance.random() < 0.3:
                    raise ConnectionError  # noqa: TRY301 - as if the line broke
            came["kept"] += 1
        except ConnectionError:
            came["failed"] += 1
        except OperationalError:
            came["gave way"] += 1  # the database ends one of two that wait for each other

    with ThreadPoolExecutor(HOW_MANY) as pool:
        list(pool.map(ask, range(HOW_MANY)))
    rows = ContactDecision.objects.filter(allowed=True).order_by("decided_at")
    surveys = list(
        rows.filter(purpose="survey").values_list("person_id", "decided_at", "company_id")
    )
    result = {
        "rounds": sum(came.values()),
        "asked": len(surveys) > 0,
        "too_near": sum(
            abs(a - b) < timedelta(days=10)
            for person in people
            for place, a in enumerate(moments_of(surveys, person.pk))
            for b in moments_of(surveys, person.pk)[:place]
        ),
        "most_of_company": max(
            sum(first <= moment < first + timedelta(days=30) for _p, moment, _c in surveys)
            for _person, first, _company in surveys
        ),
        "most_of_person": max(
            sum(
                first <= moment < first + timedelta(days=60)
                for other, moment, _c in surveys
                if other == person
            )
            for person, first, _company in surveys
        ),
    }
    sys.stdout.write(json.dumps(result))


def moments_of(surveys, person_id):
    return [moment for person, moment, _company in surveys if person == person_id]


if __name__ == "__main__":
    main()
