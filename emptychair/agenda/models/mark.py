"""What was done with a row of Today."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class AgendaMark(WorkspaceModel):
    """Done, snoozed or dismissed: by whom, until when, and why. The newest mark of a key counts."""

    item_key = models.CharField(max_length=160)  # "contact:response:17"
    action = models.CharField(max_length=12)  # types.MarkAction
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    for_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # to whom it was given
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=60, blank=True)  # a code of types.DismissReason
    note = models.CharField(max_length=300, blank=True)
    marked_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["AgendaMark"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "item_key", "-marked_at"], name="mark_key"),
            models.Index(fields=["workspace", "-marked_at"], name="mark_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.item_key}: {self.action}"
