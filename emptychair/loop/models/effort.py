"""How much work went where."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class EffortEntry(WorkspaceModel):
    """Minutes of counting, planning or doing."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(max_length=10)  # types.EffortKind
    minutes = models.PositiveIntegerField()
    spent_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    initiative = models.ForeignKey(
        "loop.Initiative", null=True, on_delete=models.SET_NULL, related_name="effort"
    )
    case = models.ForeignKey(
        "loop.Case", null=True, on_delete=models.SET_NULL, related_name="effort"
    )

    objects = WorkspaceQuerySet["EffortEntry"].as_manager()

    class Meta:
        verbose_name_plural = "effort entries"
        indexes: ClassVar = [
            models.Index(  # summed from the index alone
                fields=["workspace", "-spent_on", "kind", "minutes"], name="effort_newest"
            ),
            models.Index(fields=["case", "minutes"], name="effort_of_case"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.minutes} min of {self.kind}"
