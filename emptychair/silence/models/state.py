"""Who was silent, or heard, from when until when."""

from typing import ClassVar

from django.db import models

from emptychair.customers.models import CustomerSpan
from emptychair.kit.models import WorkspaceQuerySet


class SilenceState(CustomerSpan):
    """One customer with a rhythm: silent or not, until the night that found the other."""

    is_silent = models.BooleanField()
    value = models.FloatField(null=True)  # a year, as it was when this began

    objects = WorkspaceQuerySet["SilenceState"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "unit", "began_on"], name="silence_state_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "ended_on"], name="silence_state_open"),
        ]
