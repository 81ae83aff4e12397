"""Who changed what, and what it was before."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class AuditEntry(WorkspaceModel):
    """One change. The names stay readable after the rows are gone; entries are never changed."""

    actor_kind = models.CharField(max_length=20)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    objects = WorkspaceQuerySet["AuditEntry"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-created_at"], name="audit_newest"),
            models.Index(fields=["workspace", "subject_kind", "subject_id"], name="audit_subject"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.actor_label}: {self.action} {self.subject_kind} {self.subject_id}"
