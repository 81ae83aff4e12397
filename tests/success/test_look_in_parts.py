"""A look that is interrupted: what is written stands, and what is new is told once."""

from datetime import timedelta

import pytest

from emptychair.customers.models import TimelineEntry
from emptychair.customers.queries.spans import known_from
from emptychair.success.models import CustomerHealth, LostCustomer, RiskSpan
from emptychair.success.services import looking as module
from emptychair.success.services import lost
from emptychair.success.services.looking import look_at_everybody
from emptychair.success.services.lost import look_back_at_lost
from tests.factories.customers import make_event
from tests.people import NOW
from tests.success.conftest import at
from tests.success.test_looking_at_customers import make_regular

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=40)


@pytest.fixture(autouse=True)
def _two_at_a_time(monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE", 2)
    monkeypatch.setattr(module, "TELLING_AT_ONCE", 2)


def interrupted(access, monkeypatch, *, after, now):
    real, turns = module._write, []

    def until_then(made):
        turns.append(1)
        if len(turns) > after:
            raise RuntimeError
        real(made)

    with monkeypatch.context() as patched:
        patched.setattr(module, "_write", until_then)
        with pytest.raises(RuntimeError):
            look_at_everybody(access, now=now)


def told():
    rows = TimelineEntry.objects.filter(code="success.sign").order_by("person", "pk")
    return list(rows.values_list("person", flat=True))


def test_what_is_new_is_told_with_its_row_and_once(people, monkeypatch):
    fallen = [make_regular(people.workspace, until=3, yearly_value=100 * n) for n in range(1, 6)]
    look_at_everybody(people.system, now=NOW)
    busy = make_regular(people.workspace, name="Ito")
    for back in (0, 5, 12):
        make_event(busy, occurred_at=LATER - timedelta(days=back))
    interrupted(people.system, monkeypatch, after=1, now=LATER)
    dearest = sorted(one.pk for one in fallen[-2:])
    assert told() == dearest  # the most urgent come first
    listed = CustomerHealth.objects.filter(is_listed=True)
    assert sorted(listed.values_list("person", flat=True)) == dearest
    assert not RiskSpan.objects.exists()
    look_at_everybody(people.system, now=LATER + timedelta(hours=1))
    look_at_everybody(people.system, now=LATER + timedelta(hours=2))
    assert told() == sorted(one.pk for one in fallen)
    assert RiskSpan.objects.count() == 5
    assert CustomerHealth.objects.count() == 6


def test_a_first_look_stays_the_first_until_it_came_to_its_end(people, monkeypatch):
    whom = [make_regular(people.workspace, until=50) for _each in range(4)]
    interrupted(people.system, monkeypatch, after=1, now=NOW)
    assert known_from(people.system, RiskSpan) is None
    look_at_everybody(people.system, now=NOW + timedelta(hours=1))
    assert told() == []
    assert known_from(people.system, RiskSpan) == NOW.date()
    months = {row.person_id: len(row.history) for row in CustomerHealth.objects.all()}
    assert set(months) == {one.pk for one in whom}
    assert len(set(months.values())) == 1
    assert min(months.values()) > 3


def test_the_lost_are_kept_in_parts_and_lessons_stay(people, monkeypatch):
    monkeypatch.setattr(lost, "in_batches", lambda rows: ([row] for row in rows))
    left = [
        make_regular(people.workspace, until=60 + n, left_on=at(50 + n).date()) for n in range(3)
    ]
    real, turns = lost.store_new, []

    def until_then(rows):
        turns.append(1)
        if len(turns) > 1:
            raise RuntimeError
        real(rows)

    with monkeypatch.context() as patched:
        patched.setattr(lost, "store_new", until_then)
        with pytest.raises(RuntimeError):
            look_back_at_lost(people.system, now=NOW)
    row = LostCustomer.objects.get()
    LostCustomer.objects.update(lesson="Call.")
    left[2].left_on = None
    left[2].save()
    make_event(left[2], occurred_at=NOW)
    look_back_at_lost(people.system, now=NOW)
    look_back_at_lost(people.system, now=NOW)
    found = set(LostCustomer.objects.values_list("person", flat=True))
    assert found - {row.person_id} == {left[0].pk, left[1].pk} - {row.person_id}
    assert LostCustomer.objects.get(pk=row.pk).lesson == "Call."
