"""Four threads at the same moment, each with its own connection, on a database of its own.

Run as a process: the tests' own database may live in memory, where connections are shared.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

from emptychair.config.start import start_django

HOW_MANY = 4
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def all_at_once(work):
    from django.db import connection

    start = Barrier(HOW_MANY)

    def run(number):
        try:
            start.wait(10)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(HOW_MANY) as pool:
        return list(pool.map(run, range(HOW_MANY)))


def main():
    start_django(writes=True)
    from emptychair.config.first_tables import bring_tables_up_to_date

    bring_tables_up_to_date()
    from emptychair.accounts.access import Access
    from emptychair.messaging.models import ContactDecision, Message
    from emptychair.messaging.services.delivering import send_due_messages
    from emptychair.messaging.services.sending import decide_contact, plan_message
    from tests.factories.customers import make_person
    from tests.people import make_workspace

    kitchen = make_workspace("kitchen")
    person, access = make_person(kitchen), Access.system(kitchen, "t")

    def plan(_number):
        return plan_message(
            access,
            person=person,
            unique_key="survey:1",
            purpose="survey",
            to_address=person.email,
            subject="s",
            text="t",
        )

    def decide(number):
        return decide_contact(
            access, person, occasion=f"survey:{number}", purpose="survey", now=NOW
        )

    planned, decided = all_at_once(plan), all_at_once(decide)
    first = planned[0][0].pk
    sent = all_at_once(lambda _number: send_due_messages(access, first=first))
    result = {
        "new": sorted(is_new for _message, is_new in planned),
        "rows": Message.objects.count(),
        "reasons": sorted(one.reason for one in decided),
        "allowed": ContactDecision.objects.filter(allowed=True).count(),
        "sent": sorted(sent),
        "attempts": Message.objects.get().attempts,
    }
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main()
