"""What experts think an input of health weighs."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class HealthWeighting(WorkspaceModel):
    """One version; the newest counts, none is changed."""

    version = models.PositiveIntegerField()
    weights = models.JSONField(default=dict)  # by input
    reason = models.CharField(max_length=300)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["HealthWeighting"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "version"], name="weighting_version"),
        ]

    @override
    def __str__(self) -> str:
        return f"weights v{self.version}"
