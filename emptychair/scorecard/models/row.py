"""What a company chose for a row of its scorecard."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class ScorecardRow(WorkspaceModel):
    """Place, owner and target of a figure. Scores have their targets in `metrics`."""

    figure_key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    hidden = models.BooleanField(default=False)
    horizon = models.CharField(max_length=10, blank=True)  # empty: as the figure says
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    team = models.ForeignKey(
        "accounts.Team", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    aim_value = models.FloatField(null=True)
    aim_day = models.DateField(null=True)

    objects = WorkspaceQuerySet["ScorecardRow"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "figure_key"], name="scorecard_row_once"),
        ]

    @override
    def __str__(self) -> str:
        return self.figure_key
