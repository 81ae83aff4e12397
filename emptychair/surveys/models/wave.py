"""One round of asking: everybody whom a survey is for, at one time."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Wave(WorkspaceModel):
    """It goes through people by their id, batch after batch; `reached_id` is the last one done."""

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="waves")
    key = models.CharField(max_length=60)  # "2026-11-22"
    people = models.PositiveIntegerField()  # how many there were when it began
    reached_id = models.BigIntegerField(default=0)
    considered = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["Wave"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "survey", "key"], name="survey_wave_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["survey", "-begun_at"], name="survey_wave_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.survey_id} {self.key}"
