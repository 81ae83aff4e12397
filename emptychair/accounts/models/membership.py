"""Who is in which workspace, as what."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.accounts.permissions import Role
from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Membership(WorkspaceModel):
    """One person in one workspace, in one role."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])

    objects = WorkspaceQuerySet["Membership"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="membership_role"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.role} {self.user_id} in {self.workspace_id}"
