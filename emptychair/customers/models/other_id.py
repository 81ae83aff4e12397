"""What another system calls a person."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class OtherId(WorkspaceModel):
    """The number of a person in a system that was left, so that its numbers still find them."""

    person = models.ForeignKey(
        "customers.Person", on_delete=models.CASCADE, related_name="other_ids"
    )
    system = models.CharField(max_length=40)  # "delighted"
    value = models.CharField(max_length=120)

    objects = WorkspaceQuerySet["OtherId"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "system", "value"], name="other_id_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "system"], name="other_id_person"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.system}: {self.value}"
