"""The six steps from the customer's KPI to our own, in versions, and what was read of our own."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class OrgDesign(WorkspaceModel):
    """One version of a design; versions of one design share their `series`."""

    series = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=120)
    segment = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10)  # types.organisation.DesignState
    steps = models.JSONField(default=dict, blank=True)  # by number: what was written
    confirmed = models.JSONField(default=dict, blank=True)  # by number: name and moment
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # who reads the own KPI
    live_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["OrgDesign"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "series", "version"], name="org_design_version"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state"], name="org_design_state"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class OrgReading(WorkspaceModel):
    """The own KPI of a design in one month, as entered; `was` is what stood there before."""

    series = models.PositiveIntegerField()
    month = models.DateField()  # its first day
    value = models.FloatField()
    was = models.JSONField(default=list, blank=True)  # earlier values, each with name and moment
    name = models.CharField(max_length=200)  # who entered it

    objects = WorkspaceQuerySet["OrgReading"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "series", "month"], name="org_reading_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.value} in {self.month:%Y-%m}"
