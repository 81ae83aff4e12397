"""A trigger went off."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Firing(WorkspaceModel):
    """Somebody is to be asked by a survey at a moment, because of an event; once for each event.

    What came of it stands in the contact rule's decision on the occasion `event:<id>`.
    """

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="firings")
    person = models.ForeignKey("customers.Person", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey("customers.CustomerEvent", on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["Firing"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "survey", "event"], name="survey_firing_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["workspace", "due_at"],
                condition=models.Q(done_at__isnull=True),
                name="survey_firing_waiting",
            ),
            models.Index(fields=["person", "due_at"], name="survey_firing_person"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.survey_id} after {self.event_id}"
