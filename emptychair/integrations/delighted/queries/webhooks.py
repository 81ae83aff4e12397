"""Webhooks and what is on its way to them."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.integrations.delighted.models import Webhook, WebhookDelivery
from emptychair.integrations.delighted.types import DeliveryState
from emptychair.kit.errors import NotFound

SHOWN = 50


def webhooks_of(access: Access) -> list[Webhook]:
    """All webhooks with their surveys."""
    access.require(Permission.TOKEN_CREATE)
    rows = Webhook.objects.visible_to(access).select_related("survey")
    return list(rows.order_by("survey__name", "address"))


def webhooks_for(access: Access, event_type: str, *, survey_id: int | None = None) -> list[Webhook]:
    """Those that want to know of this, about one survey or any."""
    access.require(Permission.SURVEY_SEND)
    rows = Webhook.objects.visible_to(access).filter(is_active=True)
    if survey_id is not None:
        rows = rows.filter(survey=survey_id)
    return [row for row in rows if event_type in row.events]


def webhook_with_id(access: Access, webhook_id: int) -> Webhook:
    """One webhook with its survey. Raises `NotFound`."""
    access.require(Permission.TOKEN_CREATE)
    rows = Webhook.objects.visible_to(access).select_related("survey")
    row = rows.filter(pk=webhook_id).first()
    if row is None:
        raise NotFound
    return row


def deliveries_of(access: Access, webhook: Webhook) -> list[WebhookDelivery]:
    """The newest events on their way to an address, or there."""
    access.require(Permission.TOKEN_CREATE)
    rows = WebhookDelivery.objects.visible_to(access).filter(webhook=webhook)
    return list(rows.order_by("-created_at", "-pk")[:SHOWN])


def delivery_with_id(access: Access, webhook: Webhook, delivery_id: int) -> WebhookDelivery:
    """One event of a webhook. Raises `NotFound`."""
    access.require(Permission.TOKEN_CREATE)
    rows = WebhookDelivery.objects.visible_to(access).filter(webhook=webhook, pk=delivery_id)
    row = rows.first()
    if row is None:
        raise NotFound
    return row


def delivery_to_make(access: Access, delivery_id: int) -> WebhookDelivery | None:
    """An event that waits, with its workspace, for the job."""
    access.require(Permission.SURVEY_SEND)
    rows = WebhookDelivery.objects.filter(pk=delivery_id, state=DeliveryState.WAITING)
    return rows.select_related("workspace").first()


def due_deliveries(access: Access, *, now: datetime, most: int) -> list[int]:
    """Numbers of events to try now, in every workspace, the longest waiting first."""
    access.require(Permission.SURVEY_SEND)
    rows = WebhookDelivery.objects.filter(
        Q(next_at__lte=now) | Q(next_at=None), state=DeliveryState.WAITING, webhook__is_active=True
    )
    return list(rows.order_by("next_at", "pk").values_list("pk", flat=True)[:most])


def workspaces_told(access: Access, workspace_ids: Collection[int]) -> set[int]:
    """Those of these workspaces in which anybody wants to be told of anything."""
    access.require(Permission.SURVEY_SEND)
    active = Webhook.objects.filter(workspace__in=workspace_ids, is_active=True)
    return set(active.values_list("workspace_id", flat=True))


def access_where_told(access: Access, workspace_id: int) -> Access | None:
    """The product's own access to a workspace, or nothing where nobody wants to be told."""
    access.require(Permission.SURVEY_SEND)
    rows = Webhook.objects.filter(workspace=workspace_id, is_active=True)
    row = rows.select_related("workspace").first()
    return Access.system(row.workspace, "Delighted webhooks") if row else None
