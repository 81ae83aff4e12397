"""A place where answers come without an invitation."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Collector(WorkspaceModel):
    """A link, a printed code, a frame, a kiosk or a widget; `key` stands in its public address."""

    survey = models.ForeignKey(
        "surveys.Survey", on_delete=models.CASCADE, related_name="collectors"
    )
    kind = models.CharField(max_length=10)  # types.CollectorKind
    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    touchpoint = models.ForeignKey(
        "touchpoints.Touchpoint", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    settings = models.JSONField(default=dict, blank=True)  # of its kind: triggers, origins, look
    secret_number = models.PositiveIntegerField(default=1)  # raised to make old signatures void
    pin_hash = models.CharField(max_length=200, blank=True)  # to leave a kiosk
    is_open = models.BooleanField(default=True)

    objects = WorkspaceQuerySet["Collector"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "survey", "kind"], name="collector_survey"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
