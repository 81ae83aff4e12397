"""A way in for a colleague."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.accounts.permissions import Role
from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class MemberInvitation(WorkspaceModel):
    """A mail with a link that lets one person into the workspace, once. Only the hash is kept."""

    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    team = models.ForeignKey("accounts.Team", null=True, on_delete=models.SET_NULL)
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["MemberInvitation"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-created_at"], name="invitation_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.email} as {self.role}"
