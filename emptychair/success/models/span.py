"""Who stood on the list of customers at risk, from when until when."""

from typing import ClassVar

from django.db import models

from emptychair.customers.models import CustomerSpan
from emptychair.kit.models import WorkspaceQuerySet


class RiskSpan(CustomerSpan):
    """One stay on the list; written by each look at everybody."""

    objects = WorkspaceQuerySet["RiskSpan"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "unit", "began_on"], name="at_risk_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "ended_on"], name="at_risk_open"),
        ]
