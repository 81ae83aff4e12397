"""Where other programs want to be told."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Webhook(WorkspaceModel):
    """One address that is told what happens in one survey. Its secret is made from `number`."""

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=500)
    events = models.JSONField(default=list)  # types.EVENTS
    secret_number = models.PositiveIntegerField(default=0)  # 0: bodies are not signed
    is_active = models.BooleanField(default=True)

    objects = WorkspaceQuerySet["Webhook"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "survey", "address"], name="delighted_webhook_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.address


class WebhookDelivery(WorkspaceModel):
    """One event on its way to one address. The same event has the same `event_id` each time."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event_id = models.CharField(max_length=64)
    event_type = models.CharField(max_length=40)
    body = models.TextField()
    state = models.CharField(max_length=10)  # types.DeliveryState
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)  # of the last answer
    problem = models.CharField(max_length=200, blank=True)
    delivered_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["WebhookDelivery"].as_manager()

    class Meta:
        verbose_name_plural = "webhook deliveries"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "webhook", "event_id"], name="delighted_delivery_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["webhook", "-created_at"], name="delighted_delivery_newest"),
            models.Index(fields=["state", "next_at"], name="delighted_delivery_due"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.event_type}: {self.state}"
