"""How a group of customers is tested."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class FitSetting(WorkspaceModel):
    """The test of one segment word; the row with an empty word holds for all without their own."""

    segment = models.CharField(max_length=80, blank=True)
    test = models.CharField(max_length=12)  # types.FitTest
    recent_days = models.PositiveSmallIntegerField(default=30)
    repeat_line = models.FloatField(null=True)  # shares from 0 to 1
    recommend_line = models.FloatField(null=True)

    objects = WorkspaceQuerySet["FitSetting"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "segment"], name="fit_setting_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.test} of {self.segment or 'everybody'}"
