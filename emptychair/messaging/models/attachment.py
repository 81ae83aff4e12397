"""Files that go out with a message."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class MessageFile(WorkspaceModel):
    """One file of a mail, kept in the data folder under its own checksum: equal ones lie once."""

    message = models.ForeignKey("messaging.Message", on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=120)
    checksum = models.CharField(max_length=64)  # SHA-256, and the name in the folder
    size = models.PositiveIntegerField()

    objects = WorkspaceQuerySet["MessageFile"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "message", "name"], name="message_file_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "checksum"], name="message_file_content"),
        ]

    @override
    def __str__(self) -> str:
        return self.name
