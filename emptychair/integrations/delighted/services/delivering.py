"""Handing events over: leased, posted outside of any transaction, noted, tried again later."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.integrations.delighted.models import WebhookDelivery
from emptychair.integrations.delighted.patience import next_try
from emptychair.integrations.delighted.posting import NotReached, post
from emptychair.integrations.delighted.signing import HEADER, signature_of, webhook_secret
from emptychair.integrations.delighted.types import DeliveryState
from emptychair.jobs import enqueue

LEASE = timedelta(minutes=2)  # longer than one attempt takes
KEPT = timedelta(days=30)


def deliver(access: Access, delivery: WebhookDelivery, *, now: datetime) -> bool:
    """Try once, if it is time; whether it was taken. Any 2xx is an acknowledgement."""
    access.require(Permission.SURVEY_SEND)
    rows = WebhookDelivery.objects.visible_to(access).filter(
        pk=delivery.pk, state=DeliveryState.WAITING, webhook__is_active=True
    )
    ready = rows.filter(Q(next_at=None) | Q(next_at__lte=now))
    if not ready.update(next_at=now + LEASE, attempts=F("attempts") + 1, changed_at=now):
        return False
    row = rows.select_related("webhook").get()
    status, problem = _post(row)
    if status is not None and status // 100 == 2:
        rows.update(
            state=DeliveryState.DELIVERED, status=status, problem="", next_at=None, delivered_at=now
        )
        return True
    at = next_try(first_at=row.created_at, attempts=row.attempts, now=now)
    state = DeliveryState.WAITING if at else DeliveryState.GIVEN_UP
    rows.update(state=state, status=status, problem=problem, next_at=at)
    return False


def deliver_again(access: Access, delivery: WebhookDelivery, *, now: datetime) -> None:
    """Send an event once more, with its own number, whatever became of it."""
    access.require(Permission.TOKEN_CREATE)
    rows = WebhookDelivery.objects.visible_to(access).filter(pk=delivery.pk)
    rows.update(state=DeliveryState.WAITING, next_at=None, changed_at=now)
    enqueue("delighted.deliver", delivery_id=delivery.pk)


def forget_old_deliveries(access: Access, *, now: datetime) -> int:
    """Remove what was settled long ago, in every workspace; how many."""
    access.require(Permission.SURVEY_SEND)
    settled = (DeliveryState.DELIVERED, DeliveryState.GIVEN_UP)
    rows = WebhookDelivery.objects.filter(state__in=settled, created_at__lt=now - KEPT)
    return rows.delete()[0]


def _post(row: WebhookDelivery) -> tuple[int | None, str]:
    webhook, body = row.webhook, row.body.encode()
    headers = {}
    if webhook.secret_number:
        secret = webhook_secret(webhook.pk, webhook.secret_number)
        headers[HEADER] = signature_of(body, secret)
    try:
        status = post(webhook.address, body, headers, private=settings.PRIVATE_WEBHOOKS)
    except NotReached as problem:
        return None, str(problem)[:200]
    return status, ""
