"""A number that a customer is asked to confirm, and what they said."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Confirmation(WorkspaceModel):
    """One signed link about one reading. What the customer corrects stands here until one of us
    decides: it never takes the place of our number by itself.
    """

    kpi = models.ForeignKey("outcomes.Kpi", on_delete=models.CASCADE, related_name="confirmations")
    reading = models.ForeignKey(
        "outcomes.Reading", on_delete=models.CASCADE, related_name="confirmations"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    state = models.CharField(max_length=10, default="open")  # types.ConfirmationState
    language = models.CharField(max_length=8)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField()
    message = models.ForeignKey(
        "messaging.Message", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    answered_name = models.CharField(max_length=200, blank=True)
    their_value = models.FloatField(null=True)
    their_day = models.DateField(null=True)
    comment = models.TextField(blank=True)
    decided = models.CharField(max_length=10, blank=True)  # types.Decided
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_reason = models.CharField(max_length=300, blank=True)

    objects = WorkspaceQuerySet["Confirmation"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "reading", "person"],
                condition=models.Q(state__in=("open", "confirmed", "corrected")),
                name="kpi_asked_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state", "decided"], name="kpi_confirmation_state"),
            models.Index(fields=["workspace", "kpi", "-asked_at"], name="kpi_confirmation_of_kpi"),
            models.Index(fields=["workspace", "answered_at"], name="kpi_confirmation_when"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kpi_id}: {self.state}"
