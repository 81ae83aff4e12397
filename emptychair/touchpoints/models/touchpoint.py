"""A place where customers meet us."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Touchpoint(WorkspaceModel):
    """Terms of service, an invoice, a visit: it has an owner team and can be asked about."""

    key = models.SlugField(max_length=80, allow_unicode=True)  # what files and the API call it
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)  # types.TouchpointKind
    description = models.TextField(blank=True)
    stage = models.ForeignKey(
        "touchpoints.Stage", null=True, on_delete=models.SET_NULL, related_name="touchpoints"
    )
    team = models.ForeignKey(
        "accounts.Team", null=True, on_delete=models.SET_NULL, related_name="touchpoints"
    )
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    objects = WorkspaceQuerySet["Touchpoint"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "key"], name="touchpoint_key_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "position"], name="touchpoint_order"),
        ]

    @override
    def __str__(self) -> str:
        return self.name
