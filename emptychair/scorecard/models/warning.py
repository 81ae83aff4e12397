"""A short-term number that rose while a customer number fell."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class GuardWarning(WorkspaceModel):
    """Both numbers as they were when it was raised, and what a person decided."""

    quick_key = models.CharField(max_length=60)
    customer_key = models.CharField(max_length=60)
    before_first = models.DateField()
    before_end = models.DateField()
    first = models.DateField()
    end = models.DateField()  # the day after the last
    facts = models.JSONField(default=dict)  # "quick" and "customer": values, change, limits, team
    q = models.FloatField()
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="open")  # types.WarningState
    reason = models.TextField(blank=True)
    initiative = models.ForeignKey(
        "loop.Initiative", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["GuardWarning"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "quick_key", "customer_key", "first", "end"],
                name="guard_warning_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state", "-raised_at"], name="guard_warning_open"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.quick_key} against {self.customer_key}"
