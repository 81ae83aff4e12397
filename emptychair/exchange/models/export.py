"""One export, made by a job and kept for a while."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class ExportRun(WorkspaceModel):
    """Tables on their way out; the file is removed when it expires."""

    state = models.CharField(max_length=12)  # types.ExportState
    tables = models.JSONField(default=list)  # names of tables
    form = models.CharField(max_length=10)  # csv, xlsx, jsonl
    stored_as = models.CharField(max_length=255, blank=True)  # inside of the data folder
    file_name = models.CharField(max_length=255, blank=True)
    with_names = models.BooleanField(default=True)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_by_label = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["ExportRun"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-created_at"], name="export_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.file_name or self.form}: {self.state}"
