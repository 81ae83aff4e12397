"""The way of a customer: journeys and their stages."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Journey(WorkspaceModel):
    """From first hearing of us to renewal, in stages."""

    name = models.CharField(max_length=120)
    position = models.PositiveIntegerField(default=0)

    objects = WorkspaceQuerySet["Journey"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "position"], name="journey_order"),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class Stage(WorkspaceModel):
    """One part of a journey."""

    journey = models.ForeignKey(Journey, on_delete=models.CASCADE, related_name="stages")
    name = models.CharField(max_length=120)
    position = models.PositiveIntegerField(default=0)

    objects = WorkspaceQuerySet["Stage"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "journey", "position"], name="stage_order"),
        ]

    @override
    def __str__(self) -> str:
        return self.name
