"""What figures told when they were last read, of workspaces with many customers."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class KeptReading(WorkspaceModel):
    """What one figure told of one run of months, or of two; written anew by every reading."""

    figure_key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()  # of the figure
    asked = models.CharField(max_length=60)  # rules/kept.py
    told = models.JSONField()
    as_of = models.DateField()  # the day of the reading, where the workspace is
    read_at = models.DateTimeField()

    objects = WorkspaceQuerySet["KeptReading"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "figure_key", "asked"], name="kept_reading_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.figure_key}: {self.asked}"
