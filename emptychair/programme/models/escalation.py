"""What no team can solve."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Escalation(WorkspaceModel):
    """A question brought to the executive owner, and what was decided."""

    title = models.CharField(max_length=200)
    needs = models.TextField()  # what is needed of whoever decides
    case = models.ForeignKey(
        "loop.Case", null=True, on_delete=models.SET_NULL, related_name="escalations"
    )
    initiative = models.ForeignKey(
        "loop.Initiative", null=True, on_delete=models.SET_NULL, related_name="escalations"
    )
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    raised_at = models.DateTimeField()
    decision = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["Escalation"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-raised_at"], name="escalation_newest"),
        ]

    @override
    def __str__(self) -> str:
        return self.title
