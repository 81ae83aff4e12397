"""A made-up shop: customers with a rhythm of their own, some of whom stop without a word. Mostly
those who came every few days, so that counting days alone does not find them.
"""

from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from emptychair.customers.models import CustomerEvent, Person
from tests.people import NOW

DAYS = 760
ZONE = ZoneInfo("Asia/Tokyo")


def at(day_back, minute=600):
    day = NOW.astimezone(ZONE).date() - timedelta(days=day_back)
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=ZONE)


def fill_shop(workspace, *, customers=280, seed=5, leavers=1.0):
    """People who come every few days or every few weeks; those who stop, by id with the day."""
    chance, stopped = Random(seed), {}
    people = Person.objects.bulk_create(
        Person(workspace=workspace, name=f"Guest {n}", joined_on=at(DAYS).date())
        for n in range(customers)
    )
    events = []
    for person in people:
        gap = chance.choice((4, 45))
        last = 0
        stays = chance.expovariate(leavers / (700 if gap == 4 else 6000)) if leavers else DAYS
        if stays < DAYS - 5:
            last = max(5, DAYS - int(stays))
            stopped[person.pk] = last
        day = DAYS - chance.random() * gap
        while day > last:
            events.append(
                CustomerEvent(
                    workspace=workspace, person=person, name="visit", source="test",
                    message_id=f"{person.pk}-{len(events)}", occurred_at=at(int(day)),
                )
            )  # fmt: skip
            day -= gap * (0.6 + 0.8 * chance.random())
    CustomerEvent.objects.bulk_create(events, batch_size=2000)
    return people, stopped


@pytest.fixture
def shop(people):
    return fill_shop(people.workspace)
