"""What we call the things we know of customers, and of which type they are."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class AttributeDefinition(WorkspaceModel):
    """One typed attribute of people or companies."""

    applies_to = models.CharField(max_length=10)  # types.AttributeOwner
    key = models.SlugField(max_length=60)
    label = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)  # types.AttributeKind
    choices = models.JSONField(default=list, blank=True)

    objects = WorkspaceQuerySet["AttributeDefinition"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "applies_to", "key"], name="attribute_key_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.label
