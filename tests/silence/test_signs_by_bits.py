"""Signs kept as bits tell the same as the rows they came from, as of any day."""

from collections import defaultdict
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emptychair.silence.expressions import signs
from emptychair.silence.queries import histories as module
from emptychair.silence.queries.channels import Tables, channels_of, counted_until
from emptychair.silence.queries.histories import Histories
from emptychair.silence.rules.marks import Marks
from emptychair.silence.rules.standing import EPOCH
from emptychair.usage.models import DailyUse
from tests.factories.customers import make_company, make_order, make_person
from tests.people import NOW
from tests.silence.conftest import regular
from tests.silence.conftest import signs as make_signs

TODAY = (NOW.date() - EPOCH).days
marked = st.lists(st.tuples(st.integers(0, 4), st.integers(100, 160)), max_size=60)


def told(rows, until):
    """By customer: first, last and number of days; by day: how many."""
    days = defaultdict(set)
    for who, day in rows:
        if day <= until:
            days[who].add(day)
    return {who: (min(each), max(each), len(each)) for who, each in days.items()}


@given(marked, st.integers(95, 165))
def test_bits_are_counted_as_sets_of_days_are(rows, until):
    held = Marks(5, 100, 160)
    held.add(*(np.array([row[at] for row in rows], dtype=np.int64) for at in (0, 1)))
    found = held.until(until)
    columns = (found.place, found.first, found.last, found.days)
    mine = {who: rest for who, *rest in zip(*(each.tolist() for each in columns), strict=True)}
    assert {who: tuple(rest) for who, rest in mine.items()} == told(rows, until)
    by_day = dict(enumerate(held.by_day().tolist(), start=100))
    assert {day: n for day, n in by_day.items() if n} == {
        day: len({who for who, at in rows if at == day}) for _who, day in rows
    }


@pytest.mark.django_db
@pytest.mark.parametrize("most", [200_000_000, 1])
def test_the_same_as_the_engine_counts_from_rows(system, people, monkeypatch, most):
    """Whether all bits fit into memory or only those of one customer."""
    monkeypatch.setattr(module, "MOST_BYTES", most)
    firm = make_company(people.workspace, yearly_value=10)
    member = make_person(people.workspace, company=firm)
    make_signs(member, 3, 40, 40.1, 200)
    for number in range(4):
        regular(people.workspace, 5 + number, until=number * 50)
    make_order(member, ordered_at=NOW - timedelta(days=17))
    DailyUse.objects.create(
        workspace=people.workspace, company=firm, day=NOW.date() - timedelta(days=1),
        recorded_on=NOW.date(), actions=1, origin="events",
    )  # fmt: skip
    days = [TODAY, TODAY - 39, TODAY - 40, TODAY - 500]
    found, tables = Histories(system, days), Tables(system)
    for day in days:
        every = tables.read(signs(channels_of(system, tables), counted_until(system, day)))
        rows = list(zip(every["unit"].to_pylist(), every["at"].to_pylist(), strict=True))
        seen = found.on(day)
        columns = (seen.unit, seen.first, seen.last, seen.days)
        mine = {row[0]: tuple(row[1:]) for row in zip(*(c.tolist() for c in columns), strict=True)}
        assert mine == told(rows, day)
        assert sum(seen.by_day.values()) == len(set(rows))
        assert seen.unit.tolist() == sorted(mine)


@pytest.mark.django_db
def test_a_date_long_ago_counts_as_the_furthest_day(system, people, monkeypatch):
    monkeypatch.setattr(module, "FURTHEST", 100)
    person = make_person(people.workspace)
    make_signs(person, 5, 90, 4_000, 30_000)
    seen = Histories(system, [TODAY]).on(TODAY)
    assert (seen.unit.tolist(), seen.days.tolist()) == ([-person.pk], [3])
    assert (TODAY - seen.first[0], TODAY - seen.last[0]) == (105, 5)
