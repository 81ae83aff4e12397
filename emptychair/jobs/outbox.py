"""Keeps facts and hands them on (`kit/events.py`): a row for each subscriber, and one job for all
that one cause told.
"""

import logging
import time
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from emptychair.jobs.models import Delivery, DeliveryState, StoredEvent
from emptychair.jobs.queue import enqueue, enqueue_again, wait_after
from emptychair.jobs.registry import job
from emptychair.kit.events import Event, Subscriber, from_plain, subscriber_named, to_plain
from emptychair.kit.storing import store_new

logger = logging.getLogger("emptychair.events")

AT_ONCE = 50  # ways to subscribers in one job
HOLD = 0.1  # seconds after which a transaction ends: on SQLite all others wait to write meanwhile


class DatabaseOutbox:
    """The outbox of the running product."""

    def store(self, told: Sequence[tuple[Event, list[Subscriber]]]) -> None:
        """Keep the facts, and enqueue their way to each subscriber, in the open transaction."""
        with transaction.atomic(savepoint=False):
            stored = [
                StoredEvent(
                    name=event.name,
                    workspace_id=event.workspace_id,
                    about=event.about,
                    payload=to_plain(event),
                )
                for event, _those in told
            ]
            store_new(stored)
            rows = [
                Delivery(event_id=fact.pk, subscriber=one.name, about=fact.about)
                for fact, (_event, those) in zip(stored, told, strict=True)
                for one in those
            ]
            store_new(rows)
            for first in range(0, len(rows), AT_ONCE):
                some = [row.pk for row in rows[first : first + AT_ONCE]]
                enqueue("jobs.deliver_events", delivery_ids=some)


def give_up_delivery(*, delivery_id: int) -> None:
    """Let a fact go that its subscriber could not take, so that later ones may pass."""
    Delivery.objects.filter(pk=delivery_id, state=DeliveryState.WAITING).update(
        state=DeliveryState.GIVEN_UP, finished_at=timezone.now()
    )


@job("jobs.deliver_event", attempts=8, given_up=give_up_delivery)
def deliver_event(*, delivery_id: int) -> None:
    """Hand a fact to its subscriber, after the earlier facts about the same thing.

    The mark that it was taken commits together with what the subscriber did, so a second run finds
    nothing to do. An earlier fact that fails holds the later ones back until it is given up.
    """
    with transaction.atomic():
        for row in _due_with([delivery_id]):
            _take(row)


def deliver_singly(*, delivery_ids: list[int]) -> None:
    """After a job of several came to no end: each by itself, so that one cannot hinder others."""
    waiting = Delivery.objects.filter(pk__in=delivery_ids, state=DeliveryState.WAITING)
    for number in waiting.order_by("pk").values_list("pk", flat=True):
        enqueue("jobs.deliver_event", delivery_id=number)


@job("jobs.deliver_events", attempts=2, given_up=deliver_singly, brief=True)
def deliver_events(*, delivery_ids: list[int]) -> None:
    """Hand the facts of one cause to their subscribers, each as `jobs.deliver_event` would.

    One that fails undoes its own work only and steps aside as a job of its own.
    """
    left = _with_something_to_do(delivery_ids)
    while left:
        last = _hand_over(left)
        left = [number for number in left if number > last]


def _hand_over(numbers: list[int]) -> int:
    """Deal with these deliveries for a moment, in one transaction; the last one dealt with."""
    until = time.monotonic() + HOLD
    failed: dict[tuple[str, str], Exception] = {}
    with transaction.atomic():
        for row in _due_with(numbers):
            where = (row.subscriber, row.about)
            # an earlier fact about the same thing that failed holds this one back
            problem = (failed.get(where) if row.about else None) or _problem_with(row)
            if problem is not None:
                failed[where] = problem
                if row.pk in numbers:
                    _step_aside(row, problem)
            if time.monotonic() >= until:
                return row.pk
    return numbers[-1]


def _problem_with(row: Delivery) -> Exception | None:
    """Hand over one fact; what went wrong, and undid what its subscriber had done."""
    try:
        with transaction.atomic():
            _take(row)
    except Exception as problem:
        if settings.JOBS_RUN_AT_ONCE:
            raise
        return problem
    return None


def _step_aside(row: Delivery, problem: Exception) -> None:
    at = timezone.now() + wait_after(1)
    logger.warning(
        "%s could not take event %s (%s: %s); it comes again at %s",
        row.subscriber,
        row.event_id,
        type(problem).__name__,
        problem,
        at.isoformat(timespec="seconds"),
    )
    enqueue_again("jobs.deliver_event", {"delivery_id": row.pk}, attempt=2, at=at)


def _due_with(numbers: Iterable[int]) -> list[Delivery]:
    """The deliveries and, of those about something, the earlier ones; locked, in order."""
    waiting: Any = Delivery.objects.filter(state=DeliveryState.WAITING)
    last: dict[tuple[str, str], int] = {}
    wanted: set[int] = set()
    for number, subscriber, about in waiting.filter(pk__in=numbers).values_list(*_WHERE):
        wanted.add(number)
        if about:
            last[subscriber, about] = max(number, last.get((subscriber, about), 0))
    if last:
        subscribers, abouts = ({pair[part] for pair in last} for part in (0, 1))
        others = waiting.filter(subscriber__in=subscribers, about__in=abouts)
        for number, subscriber, about in others.values_list(*_WHERE):
            if number <= last.get((subscriber, about), 0):
                wanted.add(number)
    found = waiting.filter(pk__in=wanted).select_related("event").order_by("pk")
    return list(found.select_for_update(of=("self",))) if wanted else []


_WHERE = ("pk", "subscriber", "about")


def _with_something_to_do(numbers: list[int]) -> list[int]:
    """Those whose subscriber has anything to do, in order; the others pass. Found out before a
    transaction begins: most answers of customers need none.
    """
    found = Delivery.objects.filter(pk__in=numbers, state=DeliveryState.WAITING)
    rows = list(found.select_related("event").order_by("pk"))
    idle: set[int] = set()
    for name in {row.subscriber for row in rows}:
        subscriber = subscriber_named(name)
        mine = [row for row in rows if row.subscriber == name]
        if subscriber is not None and subscriber.wants is not None:
            facts = [from_plain(row.event.name, row.event.payload) for row in mine]
            wanted = subscriber.wants(facts)
            idle |= {row.pk for row, is_wanted in zip(mine, wanted, strict=True) if not is_wanted}
    if idle:
        _done(Delivery.objects.filter(pk__in=idle))
    return [row.pk for row in rows if row.pk not in idle]


def _take(row: Delivery) -> None:
    """Mark it and react, or nothing where it was taken meanwhile."""
    if _done(Delivery.objects.filter(pk=row.pk)):
        _react(row)


def _done(rows: Any) -> int:
    waiting = rows.filter(state=DeliveryState.WAITING)
    count: int = waiting.update(state=DeliveryState.DONE, finished_at=timezone.now())
    return count


def _react(row: Delivery) -> None:
    subscriber = subscriber_named(row.subscriber)
    if subscriber is None:
        logger.warning("Nobody is called %s any more; event %s passes", row.subscriber, row.event)
        return
    subscriber.react(from_plain(row.event.name, row.event.payload))
