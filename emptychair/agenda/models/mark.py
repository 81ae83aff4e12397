"""What was done with a row of Today."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class AgendaMark(WorkspaceModel):
    """Done, given, put off or taken off: by whom, until when, why. The newest of a key counts.

    Title, subject and deadline are those of the row at that moment, since the row itself is gone
    from Today afterwards.
    """

    item_key = models.CharField(max_length=160)  # "contact:response:17"
    action = models.CharField(max_length=12)  # types.MarkAction
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    for_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # to whom it was given
    for_team = models.ForeignKey(
        "accounts.Team", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=60, blank=True)  # a code of types.DismissReason
    note = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.BigIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
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
