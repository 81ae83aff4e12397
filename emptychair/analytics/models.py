"""Which snapshot stands, and which rows changed without telling."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Snapshot(WorkspaceModel):
    """The snapshot of one dataset. Which manifest stands is decided here, in the database: a
    database that is put back from a backup goes back to the manifest of its own time.
    """

    dataset = models.CharField(max_length=60)
    relation = models.CharField(max_length=63)  # the table it is taken of
    manifest = models.CharField(max_length=80, blank=True)  # file name; empty: not taken yet
    watched_since = models.DateTimeField(
        null=True
    )  # changes are noted since; clock of the database
    taken_at = models.DateTimeField(null=True)
    # The highest id that there was at a moment: closed when everything open then has ended.
    seen_id = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField()

    objects = WorkspaceQuerySet["Snapshot"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "dataset"], name="snapshot_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "relation"], name="snapshot_relation"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.dataset}: {self.manifest}"


class RowChange(models.Model):
    """A row was changed or deleted. The database writes these itself (`watching.py`), for tables
    of which there is a snapshot, so that none is forgotten whoever changed it.
    """

    relation = models.CharField(max_length=63)
    workspace_id = models.BigIntegerField()
    row_id = models.BigIntegerField()
    at = models.DateTimeField()  # by the clock of the database: when its transaction began

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace_id", "relation", "at"], name="rowchange_since"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.relation} {self.row_id}"


def snapshots() -> WorkspaceQuerySet[Snapshot]:
    """All of them. They hold numbers and names of files; nobody's rights apply to these."""
    return Snapshot.objects.all()


def row_changes() -> "models.QuerySet[RowChange]":
    """All that was noted: numbers of rows, and when."""
    return RowChange.objects.all()
