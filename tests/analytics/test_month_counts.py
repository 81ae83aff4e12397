"""Customers active by month: what is kept of whole months, with the rows of the others, is always
what the database holds.
"""

import json
from datetime import date, timedelta
from random import Random

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from emptychair.analytics.checking import check_snapshot
from emptychair.analytics.live import live_tables
from emptychair.analytics.manifest import folder_of
from emptychair.analytics.models import Snapshot
from emptychair.analytics.snapshots import take_snapshot
from emptychair.analytics.upkeep import look_after_all
from emptychair.customers.datasets import (
    ACTIVE_CUSTOMERS,
    CUSTOMER_EVENTS,
    DAILY_EVENTS,
    LIVE_EVENTS,
)
from emptychair.customers.models import CustomerEvent
from emptychair.kit.periods import local_day
from emptychair.touch.queries import own_kpi
from emptychair.touch.queries.own_kpi import customers_active
from tests.factories.customers import make_company, make_event, make_person
from tests.people import NOW

pytestmark = pytest.mark.usefixtures("data_folder")
NAMES = ("posted", "opened")


def take(people):
    return take_snapshot(LIVE_EVENTS, people.workspace.pk, people.workspace.zone)


def kept(people):
    live_tables().pointers.forget()
    place = people.workspace
    found = live_tables().months(LIVE_EVENTS, ACTIVE_CUSTOMERS, place.pk, place.zone)
    return found and found[0]


def told(people, name):
    live_tables().pointers.forget()
    rows = customers_active(people.system, name)
    months = [row["month"] for row in rows]
    assert len(months) == len({*months})
    return {row["month"]: (row["events"], row["customers"]) for row in rows}


def by_hand(people, name):
    rows = CustomerEvent.objects.filter(workspace=people.workspace, name=name)
    found = {}
    for one in rows:
        month = local_day(one.occurred_at, people.workspace.zone).replace(day=1)
        found.setdefault(month, []).append(one.company_id or -one.person_id)
    return {month: (len(units), len({*units})) for month, units in found.items()}


def agree(people):
    for name in NAMES:
        assert told(people, name) == by_hand(people, name)


class Street:
    """People, some of one company, to whom things happen over a few months."""

    def __init__(self, people, seed):
        self.rng, space = Random(seed), people.workspace
        company = make_company(space)
        self.persons = [make_person(space, company=company) for _ in range(2)]
        self.persons += [make_person(space) for _ in range(3)]

    def moment(self):
        return NOW - timedelta(days=self.rng.randrange(120), seconds=self.rng.randrange(86_400))

    def add(self):
        person, name = self.rng.choice(self.persons), self.rng.choice(NAMES)
        make_event(person, name=name, occurred_at=self.moment())

    def do(self):
        one = self.rng.choice(list(CustomerEvent.objects.order_by("pk")))
        rows = CustomerEvent.objects.filter(pk=one.pk)
        deed = self.rng.choice(["add", "add", "delete", "move", "merge", "rename"])
        if deed == "add":
            self.add()
        elif deed == "delete":
            rows.delete()
        elif deed == "move":
            rows.update(occurred_at=self.moment())
        elif deed == "merge":
            other = self.rng.choice(self.persons)
            rows.update(person=other, company=other.company)
        elif deed == "rename":
            rows.update(name=self.rng.choice(NAMES))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_customers_are_counted_as_by_hand(people, seed):
    street = Street(people, seed)
    for _ in range(30):
        street.add()
    agree(people)
    assert kept(people) is None  # no snapshot yet
    take(people)
    for _ in range(8):
        for _each in range(street.rng.randrange(3)):
            street.do()
        if street.rng.random() < 0.4:
            take(people)
        agree(people)
    assert check_snapshot(LIVE_EVENTS, people.workspace.pk, people.workspace.zone) == []


def test_only_the_months_that_something_touched_are_counted_anew(people):
    street = Street(people, 4)
    for days in (5, 40, 70, 100):
        for name in NAMES:
            make_event(street.persons[0], name=name, occurred_at=NOW - timedelta(days=days))
    take(people)
    assert kept(people).others == frozenset()
    assert kept(people).rows.num_rows == 8
    make_event(street.persons[1], name="posted", occurred_at=NOW - timedelta(days=70))
    make_event(street.persons[1], name="posted", occurred_at=NOW)
    CustomerEvent.objects.filter(name="opened").latest("pk").delete()  # a hundred days ago
    months = {date(2026, 11, 1), date(2026, 9, 1), date(2026, 8, 1)}
    assert kept(people).others == months
    assert {*kept(people).rows["month"].to_pylist()} == {date(2026, 10, 1)}
    agree(people)
    take(people)
    assert kept(people).others == frozenset()
    agree(people)


def test_months_of_which_pairs_are_kept_are_counted_of_these(people, monkeypatch):
    """The last two, and one that is new; of an earlier one the rows."""
    street = Street(people, 7)
    for days in (5, 40, 70, 100):
        for person in street.persons[1:3]:
            make_event(person, name="posted", occurred_at=NOW - timedelta(days=days))
    taken = take(people)
    assert {*taken.manifest.rollups[CUSTOMER_EVENTS.name]} == {"2026-10", "2026-11"}
    make_event(street.persons[1], name="posted", occurred_at=NOW)  # who was there already
    make_event(street.persons[3], name="posted", occurred_at=NOW + timedelta(days=20))
    late = CustomerEvent.objects.order_by("occurred_at")[4:6]
    CustomerEvent.objects.filter(pk=late[0].pk).delete()
    agree(people)
    months = {date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)}
    assert kept(people).others == kept(people).by_pairs == months
    asked = []
    monkeypatch.setattr(own_kpi, "monthly_events", lambda *args, **more: asked.append(more))
    agree(people)
    assert asked == []
    monkeypatch.undo()
    make_event(street.persons[3], name="posted", occurred_at=NOW - timedelta(days=100))
    assert kept(people).others - kept(people).by_pairs == {date(2026, 8, 1)}
    agree(people)


def files_of(people):
    folder = folder_of("events", people.workspace.pk)
    path = folder / Snapshot.objects.get(dataset="events").manifest
    return folder, path, json.loads(path.read_bytes())


def test_a_snapshot_from_before_is_read_as_it_is_and_counted_at_the_next_turn(people):
    street = Street(people, 5)
    for _ in range(20):
        street.add()
    take(people)
    _folder, path, manifest = files_of(people)
    manifest["rollups"] = {}
    path.write_text(json.dumps(manifest))
    place = people.workspace
    assert kept(people) is None
    assert live_tables().counts(LIVE_EVENTS, DAILY_EVENTS, place.pk, place.zone) is None
    assert live_tables().table(LIVE_EVENTS, place.pk, place.zone).rows == 20
    agree(people)
    made = take(people)
    assert {file.name for file in made.manifest.files} == {one["name"] for one in manifest["files"]}
    names = {DAILY_EVENTS.name, ACTIVE_CUSTOMERS.name, CUSTOMER_EVENTS.name}
    assert {*made.manifest.rollups} == names
    assert kept(people).others == frozenset()
    agree(people)


@pytest.mark.parametrize(
    "counts", [ACTIVE_CUSTOMERS, DAILY_EVENTS, CUSTOMER_EVENTS], ids=lambda one: one.name
)
def test_wrong_counts_are_found_and_made_right_at_night(people, counts):
    street, place = Street(people, 6), people.workspace
    for _ in range(20):
        street.add()
    take(people)
    assert check_snapshot(LIVE_EVENTS, place.pk, place.zone) == []
    folder, _path, manifest = files_of(people)
    name = manifest["rollups"][counts.name]["2026-10"]
    rows = pq.read_table(folder / name)
    index = rows.schema.get_field_index("events")
    pq.write_table(rows.set_column(index, "events", pc.add(rows["events"], 1)), folder / name)
    (found,) = check_snapshot(LIVE_EVENTS, place.pk, place.zone)
    assert found.month == f"2026-10, {counts.name}"
    assert look_after_all() == 1
    assert check_snapshot(LIVE_EVENTS, place.pk, place.zone) == []
    agree(people)
