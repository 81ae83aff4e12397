"""Two rows that were one person."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class PersonMerge(WorkspaceModel):
    """One merge, with all that is needed to take it back."""

    kept = models.ForeignKey("customers.Person", on_delete=models.CASCADE, related_name="+")
    merged = models.ForeignKey("customers.Person", on_delete=models.CASCADE, related_name="+")
    before = models.JSONField(default=dict)  # fields of both, and ids of the rows that moved
    undone_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["PersonMerge"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-created_at"], name="merge_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"
