"""What happened at customers; rows are added and never changed."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class CustomerEvent(WorkspaceModel):
    """Something a person or company did, at its own time. `message_id` makes arrival idempotent."""

    # Each has an index below that begins with it: a second one would be written for every event.
    workspace = models.ForeignKey(
        "accounts.Workspace", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    person = models.ForeignKey(
        "customers.Person",
        null=True,
        on_delete=models.CASCADE,
        related_name="events",
        db_index=False,
    )
    company = models.ForeignKey(
        "customers.Company",
        null=True,
        on_delete=models.CASCADE,
        related_name="events",
        db_index=False,
    )
    name = models.CharField(max_length=120)
    touchpoint_key = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=40)
    message_id = models.CharField(max_length=160)
    occurred_at = models.DateTimeField()
    properties = models.JSONField(default=dict, blank=True)

    objects = WorkspaceQuerySet["CustomerEvent"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "message_id"], name="event_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-occurred_at"], name="customer_event_newest"),
            models.Index(fields=["person", "-occurred_at"], name="customer_event_person"),
            models.Index(fields=["company", "-occurred_at"], name="customer_event_company"),
            models.Index(  # which names there are, the newest of one, and of whom all of one are
                fields=["workspace", "name", "-occurred_at", "person", "company"],
                name="customer_event_named",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name} at {self.occurred_at}"
