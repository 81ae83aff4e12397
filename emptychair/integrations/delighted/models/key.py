"""A key for one survey."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class ApiKey(WorkspaceModel):
    """Only the hash of the secret is kept; `hint` are its last signs, to tell keys apart."""

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    secret_hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    spent_until = models.DateTimeField(null=True)  # the bucket of its rate: see services/rates.py

    objects = WorkspaceQuerySet["ApiKey"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-created_at"], name="delighted_key_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name} (…{self.hint})"
