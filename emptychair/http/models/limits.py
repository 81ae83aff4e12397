"""What machines asked us already."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class GivenAnswer(WorkspaceModel):
    """The answer to a request with an `Idempotency-Key`; no status while it is being worked on."""

    asker = models.CharField(max_length=40)  # "token:7"
    key = models.CharField(max_length=120)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.CharField(max_length=80, blank=True)
    body = models.TextField(blank=True)

    objects = WorkspaceQuerySet["GivenAnswer"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "asker", "key"], name="given_answer_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["created_at"], name="given_answer_age")]

    @override
    def __str__(self) -> str:
        return f"{self.asker} {self.key}: {self.status}"


class RateWindow(WorkspaceModel):
    """How many requests of one asker were let through in one minute, counted in blocks."""

    asker = models.CharField(max_length=40)
    minute = models.BigIntegerField()  # minutes since 1970
    taken = models.PositiveIntegerField(default=0)

    objects = WorkspaceQuerySet["RateWindow"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "asker", "minute"], name="rate_window_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["minute"], name="rate_window_age")]

    @override
    def __str__(self) -> str:
        return f"{self.asker} at {self.minute}: {self.taken}"
