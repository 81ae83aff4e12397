"""Customers with a rhythm of their own."""

from datetime import timedelta

import numpy as np
import pytest
from django.utils import translation

from emptychair.customers.models import CustomerEvent
from tests.factories.customers import make_person
from tests.people import NOW


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def system(people):
    return people.system


def signs(person, *days_ago, name="visited", **fields):
    """Events so many days before now."""
    CustomerEvent.objects.bulk_create(
        CustomerEvent(
            workspace=person.workspace,
            person=person,
            company=person.company,
            name=name,
            source="test",
            message_id=f"{person.pk}-{name}-{days}",
            occurred_at=NOW - timedelta(days=float(days)),
            **fields,
        )
        for days in days_ago
    )


def regular(workspace, every, until=0, *, times=12, **fields):
    """Somebody who came every so many days, the last time `until` days ago."""
    person = make_person(workspace, **fields)
    signs(person, *(until + every * turn for turn in range(times)))
    return person


def crowd(workspace, count, *, seed=7, mean=20.0, days=400):
    """Customers who come by chance, each at a rate of their own, and have not left."""
    rng = np.random.default_rng(seed)
    people = []
    for _ in range(count):
        gap = mean * rng.gamma(4, 1 / 4)
        when, found = float(rng.exponential(gap)), []
        while when < days:
            found.append(round(when, 2))
            when += 1 + float(rng.exponential(gap))
        person = make_person(workspace)
        signs(person, *found)
        people.append(person)
    return people
