"""Advice that somebody took upon them to go against."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class FitOverrule(WorkspaceModel):
    """Who, why and when; shown until it is taken back, and kept afterwards."""

    segment = models.CharField(max_length=80, blank=True)  # empty: everybody
    stage = models.CharField(max_length=10)  # types.Stage, as it was
    reason = models.CharField(max_length=500)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=200)  # stays readable
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["FitOverrule"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "segment"],
                condition=models.Q(withdrawn_at=None),
                name="fit_overrule_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-made_at"], name="fit_overrule_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name}: {self.segment or 'everybody'}"
