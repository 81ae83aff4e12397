"""One import of one file."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class ImportRun(WorkspaceModel):
    """A file on its way in, with its mapping and how far it came; it can be resumed and undone."""

    shape = models.CharField(max_length=20)  # people, companies, answers, events, orders, ...
    state = models.CharField(max_length=12)  # types.RunState
    file_name = models.CharField(max_length=255)
    file_hash = models.CharField(max_length=64)  # SHA-256
    stored_as = models.CharField(max_length=255)  # inside of the data folder
    mapping = models.JSONField(default=dict)  # field to header; "" for no column
    choices = models.JSONField(default=dict)  # types.Settings
    checked = models.JSONField(default=dict)  # what the dry run found: counts, examples
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)  # where to go on after a crash
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    left = models.JSONField(default=dict)  # what undoing left and why: reason to count
    failure = models.CharField(max_length=500, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_by_label = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["ImportRun"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-created_at"], name="import_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.file_name}: {self.state}"

    @property
    def percent(self) -> int:
        """How far it came."""
        return min(100, 100 * self.rows_done // self.rows_total) if self.rows_total else 0


class ImportedRow(WorkspaceModel):
    """What one row of a file did, with what was there before, so that it can be taken back."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    row_number = models.PositiveIntegerField()
    table = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    before = models.JSONField(null=True)  # None: the row was added
    after = models.JSONField(null=True)  # what was written, where something was there before

    objects = WorkspaceQuerySet["ImportedRow"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "run", "row_number"], name="imported_row_order"),
            models.Index(fields=["workspace", "table", "object_id"], name="imported_row_object"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.table} {self.object_id}"


class RejectedRow(WorkspaceModel):
    """A row that could not be used, as it stood in the file, to be corrected and given again."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rejects")
    row_number = models.PositiveIntegerField()
    reason = models.CharField(max_length=40)  # a code, see rules/reasons.py
    column = models.CharField(max_length=300, blank=True)
    value = models.CharField(max_length=200, blank=True)
    cells = models.JSONField(default=list)

    objects = WorkspaceQuerySet["RejectedRow"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "run", "row_number"], name="rejected_row_order"),
        ]

    @override
    def __str__(self) -> str:
        return f"row {self.row_number}: {self.reason}"
