"""What a score is to reach."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Target(WorkspaceModel):
    """A value by a day, with the score it began from."""

    metric = models.CharField(max_length=8)
    touchpoint = models.ForeignKey(
        "touchpoints.Touchpoint", null=True, on_delete=models.CASCADE, related_name="targets"
    )  # nothing: the whole company
    value = models.FloatField()  # in the unit of the metric
    by_day = models.DateField()
    set_on = models.DateField()
    base_value = models.FloatField(null=True)  # of the 90 days before it was set
    base_n = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    closed_on = models.DateField(null=True)

    objects = WorkspaceQuerySet["Target"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "closed_on", "by_day"], name="target_open"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.metric} {self.value} by {self.by_day}"
