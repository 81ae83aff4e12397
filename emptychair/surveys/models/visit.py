"""Who followed a link of a mail: a person, or a program that looks at mails."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Visit(WorkspaceModel):
    """One request to a link of one invitation; nothing is counted by it alone."""

    invitation = models.ForeignKey(
        "surveys.Invitation", on_delete=models.CASCADE, related_name="visits"
    )
    link = models.CharField(max_length=20)  # "score:7", "open", "hidden", "stop", "page"
    method = models.CharField(max_length=8)
    address_hash = models.CharField(max_length=32, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    is_prefetch = models.BooleanField(default=False)
    visited_at = models.DateTimeField()

    objects = WorkspaceQuerySet["Visit"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-visited_at"], name="visit_newest"),
            models.Index(fields=["invitation", "visited_at"], name="visit_invitation"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.method} {self.link}"
