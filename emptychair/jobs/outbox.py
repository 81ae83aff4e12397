"""Keeps facts and hands them on: one row and one job for each subscriber (`kit/events.py`)."""

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone

from emptychair.jobs.models import Delivery, DeliveryState, StoredEvent
from emptychair.jobs.queue import enqueue
from emptychair.jobs.registry import job
from emptychair.kit.events import Event, Subscriber, from_plain, subscriber_named, to_plain

logger = logging.getLogger("emptychair.events")


class DatabaseOutbox:
    """The outbox of the running product."""

    def store(self, event: Event, subscribers: list[Subscriber]) -> None:
        """Keep the fact, and enqueue its way to each subscriber, in the open transaction."""
        with transaction.atomic():
            stored = StoredEvent.objects.create(
                name=event.name,
                workspace_id=event.workspace_id,
                about=event.about,
                payload=to_plain(event),
            )
            rows = [
                Delivery(event=stored, subscriber=one.name, about=event.about)
                for one in subscribers
            ]
            for row in Delivery.objects.bulk_create(rows):
                enqueue("jobs.deliver_event", delivery_id=row.pk)


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
        for row in _due_with(delivery_id):
            _react(row)
            row.state, row.finished_at = DeliveryState.DONE, timezone.now()
            row.save(update_fields=["state", "finished_at"])


def _due_with(delivery_id: int) -> list[Delivery]:
    """The delivery and, if it is about something, the earlier ones; locked, in order."""
    found: Any = Delivery.objects.filter(pk=delivery_id)
    this = found.first()
    if this is not None and this.about:
        found = Delivery.objects.filter(
            subscriber=this.subscriber, about=this.about, pk__lte=delivery_id
        )
    waiting = found.filter(state=DeliveryState.WAITING).select_related("event")
    rows: list[Delivery] = list(waiting.order_by("pk").select_for_update(of=("self",)))
    return rows


def _react(row: Delivery) -> None:
    subscriber = subscriber_named(row.subscriber)
    if subscriber is None:
        logger.warning("Nobody is called %s any more; event %s passes", row.subscriber, row.event)
        return
    subscriber.react(from_plain(row.event.name, row.event.payload))
