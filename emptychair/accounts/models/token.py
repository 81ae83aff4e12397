"""A key for machines."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class TokenQuerySet(WorkspaceQuerySet["Token"]):
    """Words about tokens."""

    def valid(self, now: datetime) -> Self:
        """Neither withdrawn nor out of date."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class Token(WorkspaceModel):
    """Only the hash of the secret is kept; `hint` are its last signs, to tell tokens apart."""

    name = models.CharField(max_length=120)
    secret_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    scopes = models.JSONField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = TokenQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-created_at"], name="token_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name} (…{self.hint})"
