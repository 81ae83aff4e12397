"""A group of customers, described by rules."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Segment(WorkspaceModel):
    """Rules over attributes, events, scores and revenue (rules/segments.py reads them)."""

    name = models.CharField(max_length=120)
    rules = models.JSONField(default=dict)
    is_tracked = models.BooleanField(default=True)  # shown on the score pages
    people = models.PositiveIntegerField(null=True)  # as last counted; None: not since it changed
    counted_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)  # kept for undo, and for surveys that went to it

    objects = WorkspaceQuerySet["Segment"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "name"],
                condition=models.Q(removed_at=None),
                name="segment_name_once",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name
