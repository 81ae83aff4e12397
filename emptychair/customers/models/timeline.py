"""One line for each thing that happened with a customer; every domain writes into it."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class TimelineEntry(WorkspaceModel):
    """A code with parameters, put into words when read. `unique_key` makes writing idempotent."""

    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="timeline"
    )
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="timeline"
    )
    code = models.CharField(max_length=60)  # registered in services/timeline.py
    parameters = models.JSONField(default=dict, blank=True)
    happened_at = models.DateTimeField()
    actor_label = models.CharField(max_length=200, blank=True)
    unique_key = models.CharField(max_length=160)

    objects = WorkspaceQuerySet["TimelineEntry"].as_manager()

    class Meta:
        verbose_name_plural = "timeline entries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "unique_key"], name="timeline_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-happened_at"], name="timeline_person"),
            models.Index(fields=["company", "-happened_at"], name="timeline_company"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.code} at {self.happened_at}"
