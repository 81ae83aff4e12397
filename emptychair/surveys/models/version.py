"""What a survey asked, and since when."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class SurveyVersion(WorkspaceModel):
    """A published definition; never changed. Where the meaning changed, charts show a seam."""

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()  # types.definition.Definition
    same_meaning = models.BooleanField(default=True)  # as the version before
    note = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["SurveyVersion"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "survey", "number"], name="survey_version_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.survey_id} version {self.number}"
