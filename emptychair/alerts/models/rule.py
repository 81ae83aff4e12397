"""What a workspace wants to be told."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class AlertRule(WorkspaceModel):
    """One row for each workspace."""

    is_on = models.BooleanField(default=True)
    switched_off = models.JSONField(default=list, blank=True)  # types.Kind that are not watched
    interest = models.FloatField(default=5)  # points that a change has at least
    good_too = models.BooleanField(default=True)
    quiet = models.JSONField(default=list, blank=True)  # "touchpoint:3", "segment:Gift"
    told_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # where no team owns the place
    looked_on = models.DateField(null=True)
    dry_run = models.JSONField(default=dict, blank=True)  # the last twelve months, as last counted

    objects = WorkspaceQuerySet["AlertRule"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="alert_rule_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"alerts of {self.workspace_id}"
