"""Facts are forgotten when all who listen had them, and not before."""

from datetime import UTC, datetime, timedelta

import pytest

from emptychair.jobs.models import Delivery, DeliveryState, ScheduledRun, StoredEvent
from emptychair.jobs.retention import forget_facts

NOW = datetime(2026, 11, 22, 3, 50, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def told(days_ago, *states):
    fact = StoredEvent.objects.create(name="surveys.x", workspace_id=1, payload={})
    StoredEvent.objects.filter(pk=fact.pk).update(told_at=NOW - timedelta(days=days_ago))
    for number, state in enumerate(states):
        Delivery.objects.create(event=fact, subscriber=f"s{number}", state=state)
    return fact.pk


def left():
    return set(StoredEvent.objects.values_list("pk", flat=True))


def test_only_old_facts_that_reached_everybody_go():
    done, given_up, nobody = (
        told(91, DeliveryState.DONE, DeliveryState.DONE),
        told(400, DeliveryState.DONE, DeliveryState.GIVEN_UP),
        told(91),
    )
    waiting = told(400, DeliveryState.DONE, DeliveryState.WAITING)
    young = told(89, DeliveryState.DONE)
    assert {done, given_up, nobody} < left()
    assert forget_facts(now=NOW, days=90) == 3
    assert left() == {waiting, young}
    assert Delivery.objects.count() == 3


def test_more_than_one_transaction_holds_are_forgotten_too(monkeypatch):
    monkeypatch.setattr("emptychair.jobs.retention.AT_ONCE", 2)
    for _ in range(5):
        told(91, DeliveryState.DONE)
    assert forget_facts(now=NOW, days=90) == 5
    assert left() == set()


def test_the_last_run_of_what_comes_round_is_remembered_however_old():
    for days in (400, 300, 1):
        ScheduledRun.objects.create(name="yearly", due_at=NOW - timedelta(days=days))
    ScheduledRun.objects.create(name="once", due_at=NOW - timedelta(days=500))
    forget_facts(now=NOW, days=90)
    kept = ScheduledRun.objects.order_by("name", "due_at").values_list("name", "due_at")
    assert list(kept) == [
        ("once", NOW - timedelta(days=500)),
        ("yearly", NOW - timedelta(days=1)),
    ]
