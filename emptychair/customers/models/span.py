"""From when until when a customer was in a state, for domains that look every night."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class CustomerSpan(WorkspaceModel):
    """One stay in a state; the domain that keeps it says in which. Without an end: still."""

    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    unit = models.BigIntegerField()  # id of the company, or of the person below nothing
    began_on = models.DateField()
    ended_on = models.DateField(null=True)  # the first day on which it was over

    class Meta:
        abstract = True

    @override
    def __str__(self) -> str:
        return f"{self.unit} from {self.began_on}"


class KeptHistory(WorkspaceModel):
    """From which day on a state is kept, and to which."""

    name = models.CharField(max_length=60)
    known_from = models.DateField()
    kept_until = models.DateField()

    objects = WorkspaceQuerySet["KeptHistory"].as_manager()

    class Meta:
        verbose_name_plural = "kept histories"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "name"], name="kept_history_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name} from {self.known_from}"
