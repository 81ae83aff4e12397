"""Who left is read and kept in parts: the same as at once, with nothing large held meanwhile."""

from collections import defaultdict
from datetime import timedelta
from random import Random

import numpy as np
import pyarrow as pa
import pytest

from emptychair.analytics import passing
from emptychair.analytics.live import LiveTables
from emptychair.customers.datasets import LIVE_EVENTS
from emptychair.customers.models import Company, CustomerEvent, Departure, Order, Person
from emptychair.customers.own_events import OWN_SOURCE
from emptychair.customers.queries import doings
from emptychair.customers.queries.doings import doings_of, last_doing
from emptychair.customers.queries.leaving import leaving_asof, members_of
from emptychair.customers.rules.months import day_number
from emptychair.customers.services import leaving
from emptychair.customers.services.leaving import read_leaving
from emptychair.kit.periods import local_day
from tests.customers.test_who_left import a_history, did
from tests.factories.customers import make_company, make_person
from tests.people import NOW

THREE = 3  # at a time


@pytest.fixture
def today(people):
    return local_day(NOW, people.workspace.zone)


@pytest.fixture
def in_parts(monkeypatch):
    """As a large workspace without a snapshot is read, three rows at a time, in a fresh process."""
    carry, tables = passing.carry, LiveTables()

    def few(*given, **named):
        for part in carry(*given, **named):
            for start in range(0, part.num_rows, THREE):
                yield part.slice(start, THREE)

    monkeypatch.setattr(passing, "live_tables", lambda: tables)
    monkeypatch.setattr(passing, "LIVE_AT_MOST", 0)
    monkeypatch.setattr(passing, "carry", few)
    monkeypatch.setattr(doings, "PENDING", 4)
    return tables


def at_hand(tables, people):
    return tables.is_at_hand(LIVE_EVENTS, people.workspace.pk, people.workspace.zone)


def one_by_one(people, on):
    """By customer the days on which they did or ordered anything, and the last of any event."""
    zone, found, last = people.workspace.zone, defaultdict(set), 0
    customers = members_of(people.system)
    firms = set(customers.units.tolist())
    told = [*CustomerEvent.objects.filter(workspace=people.workspace).exclude(source=OWN_SOURCE)]
    for row in (*told, *Order.objects.filter(workspace=people.workspace)):
        moment = row.occurred_at if isinstance(row, CustomerEvent) else row.ordered_at
        day = day_number(local_day(moment, zone))
        if day > day_number(on):
            continue
        last = max(last, day) if isinstance(row, CustomerEvent) else last
        unit = row.company_id
        if row.person_id:
            unit = int(customers.customer_of(np.array([-row.person_id]))[0])
        if unit in firms:
            found[unit].add(day)
    return found, last


def random_histories(people, today, seed):
    chance = Random(seed)
    for _ in range(25):
        a_history(chance, people.workspace, today)
    firm = make_company(people.workspace)
    CustomerEvent.objects.create(
        workspace=people.workspace, company=firm, name="x", source="test", message_id="firm",
        occurred_at=NOW - timedelta(days=2),
    )  # fmt: skip
    CustomerEvent.objects.create(
        workspace=people.workspace, name="x", source=OWN_SOURCE, message_id="own",
        person=make_person(people.workspace), occurred_at=NOW - timedelta(days=1),
    )  # fmt: skip
    did(make_person(people.workspace), -3, 10, 40)


@pytest.mark.parametrize("seed", [1, 2])
def test_days_are_those_of_the_rows_one_by_one(people, today, in_parts, seed):
    random_histories(people, today, seed)
    customers = members_of(people.system)
    for ago in (0, 120, 5000):
        on = today - timedelta(days=ago)
        found, last = one_by_one(people, on)
        wanted = np.ones(len(customers.units), dtype=bool)
        wanted[::4] = False
        rhythms, seen = doings_of(people.system, customers, wanted, on)
        assert seen == last == last_doing(people.system, on)
        for place, unit in enumerate(customers.units.tolist()):
            days = found[unit] if wanted[place] else set()
            told = (rhythms.times[place], rhythms.first[place], rhythms.last[place])
            assert told == (len(days), min(days, default=0), max(days, default=0)), unit


def test_nobody_keeps_the_events_of_a_large_workspace(people, today, in_parts):
    random_histories(people, today, 3)
    by_parts = leaving_asof(people.system, today).by_unit
    assert by_parts
    assert not at_hand(in_parts, people)
    in_parts.table(LIVE_EVENTS, people.workspace.pk, people.workspace.zone)
    assert at_hand(in_parts, people)  # and whoever has them already asks them
    assert leaving_asof(people.system, today).by_unit == by_parts


def test_an_empty_workspace_has_no_last_day(people, today, in_parts):
    assert last_doing(people.system, today) == 0
    assert leaving_asof(people.system, today).by_unit == {}


def kept():
    rows = Departure.objects.filter(back_on=None).order_by("unit")
    return list(rows.values_list("unit", "company_id", "person_id", "left_on", "how", "stays"))


def test_kept_in_parts_is_kept_at_once(people, today, monkeypatch):
    random_histories(people, today, 4)
    left = read_leaving(people.system, now=NOW)
    at_once = kept()
    assert len(at_once) > 2 * THREE
    Departure.objects.all().delete()
    sizes, keep = [], leaving._keep

    def noting(access, told, units, on):
        sizes.append(len(units))
        keep(access, told, units, on)

    monkeypatch.setattr(leaving, "_keep", noting)
    monkeypatch.setattr(leaving, "CUSTOMERS_AT_ONCE", THREE)
    assert read_leaving(people.system, now=NOW) == left
    assert kept() == at_once
    assert max(sizes) == THREE
    assert sum(sizes) == len(at_once)
    sizes.clear()
    read_leaving(people.system, now=NOW)
    assert sizes == []  # nobody came or went: nothing is written about anybody


def test_who_changed_and_who_is_back_is_kept_in_parts_too(people, today, monkeypatch):
    monkeypatch.setattr(leaving, "CUSTOMERS_AT_ONCE", THREE)
    gone = [make_person(people.workspace, left_on=today - timedelta(days=9)) for _ in range(8)]
    read_leaving(people.system, now=NOW)
    later = today - timedelta(days=4)
    for one, day in [*((one, None) for one in gone[:5]), (gone[6], later)]:
        one.left_on = day
        one.save()
    assert read_leaving(people.system, now=NOW) == 3
    back = Departure.objects.filter(back_on=today).values_list("person_id", flat=True)
    assert set(back) == {one.pk for one in gone[:5]}
    assert dict(Departure.objects.filter(back_on=None).values_list("person_id", "left_on")) == {
        gone[5].pk: today - timedelta(days=9),
        gone[6].pk: later,
        gone[7].pk: today - timedelta(days=9),
    }
    after = NOW + leaving.KEPT + timedelta(days=1)
    read_leaving(people.system, now=after)
    assert not Departure.objects.filter(back_on=today).exists()


def test_who_was_deleted_meanwhile_is_not_kept(people, today, monkeypatch):
    day = today - timedelta(days=5)
    firm = make_company(people.workspace, yearly_value=100, left_on=day)
    person = make_person(people.workspace, left_on=day)
    changed = leaving._changed

    def deleting(access, told):
        assert set(told) == {firm.pk, -person.pk}
        Company.objects.all().delete()
        Person.objects.all().delete()
        return changed(access, told)

    monkeypatch.setattr(leaving, "_changed", deleting)
    read_leaving(people.system, now=NOW)
    assert kept() == []


def test_a_day_told_again_and_again_is_one_day():
    days = doings._DaysOfCustomers()
    for _ in range(3):
        days.add(np.array([2, 2, 0]), np.array([5, 5, -7]))
    found = days.rhythms(4)
    assert (found.times.tolist(), found.first.tolist()) == ([1, 0, 1, 0], [-7, 0, 5, 0])
    assert found.last.tolist() == [-7, 0, 5, 0]


def test_parts_of_arrow_and_of_the_engine_are_taken_alike(people):
    customers = members_of(people.system)
    columns = {"person_id": pa.array([None, 3]), "company_id": pa.array([7, None], pa.int64())}
    for part in (pa.table(columns), pa.record_batch(columns)):
        assert doings._units(customers, part).tolist() == [7, 0]
