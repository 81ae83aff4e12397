"""Asking a whole base evenly over a cadence."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Autopilot(WorkspaceModel):
    """One survey over one channel: everybody in it is asked once in `cadence_days`."""

    survey = models.ForeignKey(
        "surveys.Survey", on_delete=models.CASCADE, related_name="autopilots"
    )
    channel = models.CharField(max_length=20, default="email")
    cadence_days = models.PositiveIntegerField(default=90)
    is_active = models.BooleanField(default=False)
    everybody = models.BooleanField(default=True)  # else only those who were put in
    started_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["Autopilot"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "survey", "channel"], name="autopilot_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.survey_id} every {self.cadence_days} days"


class AutopilotMember(WorkspaceModel):
    """Somebody who is asked again and again, and when next."""

    autopilot = models.ForeignKey(Autopilot, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey("customers.Person", on_delete=models.CASCADE, related_name="+")
    next_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    properties = models.JSONField(default=dict, blank=True)

    objects = WorkspaceQuerySet["AutopilotMember"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["autopilot", "person"], name="autopilot_member_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "autopilot", "next_at"], name="autopilot_member_due"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.person_id} next {self.next_at}"
