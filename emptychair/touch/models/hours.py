"""How many hours colleagues have for customers."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class MemberHours(WorkspaceModel):
    """Hours a week that somebody has for customers."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    weekly = models.FloatField()

    objects = WorkspaceQuerySet["MemberHours"].as_manager()

    class Meta:
        verbose_name_plural = "member hours"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user"], name="member_hours_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.weekly} h a week"


class TimeOff(WorkspaceModel):
    """Days somebody is away, beside public holidays."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    first = models.DateField()
    last = models.DateField()
    note = models.CharField(max_length=120, blank=True)

    objects = WorkspaceQuerySet["TimeOff"].as_manager()

    class Meta:
        verbose_name_plural = "times off"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="time_off_order"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "last"], name="time_off_last"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.first} to {self.last}"
