"""Whether everybody is being looked at, and how far that is."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class LookRun(WorkspaceModel):
    """The look that new data asked for: one row a workspace.

    `asked_at` is the newest wish; a look that began before it is followed by another one.
    """

    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()  # when it last came further
    percent = models.PositiveSmallIntegerField(default=0)

    objects = WorkspaceQuerySet["LookRun"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="look_run_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"look asked for at {self.asked_at}"
