"""A key with which programs send what customers do."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class WriteKey(WorkspaceModel):
    """It may add events, people and companies, and read nothing. Only its hash is kept."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)  # types.KeyKind
    secret_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    refused = models.PositiveIntegerField(default=0)  # messages that could not be understood
    refused_at = models.DateTimeField(null=True)
    refused_why = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["WriteKey"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-created_at"], name="write_key_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name} (…{self.hint})"
