"""Who was stuck before the first value, from when until when."""

from typing import ClassVar

from django.db import models

from emptychair.customers.models import CustomerSpan
from emptychair.kit.models import WorkspaceQuerySet


class StallSpan(CustomerSpan):
    """One stall; written by each reading."""

    objects = WorkspaceQuerySet["StallSpan"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "unit", "began_on"], name="stall_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "ended_on"], name="stall_open"),
        ]
