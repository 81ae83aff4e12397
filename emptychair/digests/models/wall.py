"""Displays on a wall, which nobody signs in to."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Wall(WorkspaceModel):
    """A signed address that shows numbers to whoever stands before it, and never a name."""

    label = models.CharField(max_length=80)
    secret = models.CharField(max_length=40)  # in the signed address; another one for each wall
    language = models.CharField(max_length=8)
    metric = models.CharField(max_length=10, blank=True)  # empty: what reports begin with
    touchpoint = models.ForeignKey(
        "touchpoints.Touchpoint", null=True, on_delete=models.CASCADE, related_name="+"
    )
    shows_voices = models.BooleanField(default=False)
    expires_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["Wall"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-created_at"], name="wall_newest"),
        ]

    @override
    def __str__(self) -> str:
        return self.label

    def is_open(self, today: date) -> bool:
        """Neither revoked nor over."""
        return self.revoked_at is None and (self.expires_on is None or today <= self.expires_on)
