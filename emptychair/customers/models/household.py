"""Days that matter to a customer, and what they wish for."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class SpecialDay(WorkspaceModel):
    """A birthday, an anniversary: it comes round every year."""

    person = models.ForeignKey(
        "customers.Person", on_delete=models.CASCADE, related_name="special_days"
    )
    kind = models.CharField(max_length=20)  # types.SpecialDayKind
    whose = models.CharField(max_length=80, blank=True)  # "mother"; empty: their own
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField(null=True)

    objects = WorkspaceQuerySet["SpecialDay"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "month", "day"], name="special_day"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.month}/{self.day}"


class Wish(WorkspaceModel):
    """Something a customer wishes for, as somebody noted it."""

    person = models.ForeignKey("customers.Person", on_delete=models.CASCADE, related_name="wishes")
    text = models.TextField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    fulfilled_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["Wish"].as_manager()

    class Meta:
        verbose_name_plural = "wishes"
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-created_at"], name="wish_newest"),
        ]

    @override
    def __str__(self) -> str:
        return self.text[:60]
