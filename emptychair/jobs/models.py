"""Facts on their way to those who react, and the last run of what comes round."""

from typing import ClassVar

from django.db import models
from typing_extensions import override


class StoredEvent(models.Model):
    """A fact as it was told. Rows are never changed."""

    name = models.CharField(max_length=100)
    workspace_id = models.BigIntegerField()  # no foreign key: workspaces live above
    about = models.CharField(max_length=100, blank=True)
    payload = models.JSONField()
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace_id", "-told_at"], name="event_newest")]

    @override
    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class DeliveryState(models.TextChoices):
    """How far a fact came on its way to one subscriber."""

    WAITING = "waiting"
    DONE = "done"
    GIVEN_UP = "given_up"


class Delivery(models.Model):
    """One fact for one subscriber, once."""

    event = models.ForeignKey(StoredEvent, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.CharField(max_length=100)
    about = models.CharField(max_length=100, blank=True)
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "subscriber"], name="delivery_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["subscriber", "about", "id"],
                condition=models.Q(state=DeliveryState.WAITING),
                name="delivery_waiting",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.event_id} for {self.subscriber}: {self.state}"


class ScheduledRun(models.Model):
    """The last time at which something that comes round was enqueued."""

    name = models.CharField(max_length=100)
    due_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "due_at"], name="scheduled_run_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name} at {self.due_at}"


class JobStart(models.Model):
    """A job that was begun and did not end, so far: a job that kills its worker is found by it."""

    mark = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=100)
    starts = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(auto_now=True)

    @override
    def __str__(self) -> str:
        return f"{self.name}, begun {self.starts} times"
