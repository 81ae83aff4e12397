"""What we change because customers said so."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Initiative(WorkspaceModel):
    """A change with its hypothesis, metric, owner, dates and state."""

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)  # types.InitiativeKind
    state = models.CharField(max_length=10)  # types.InitiativeState
    change = models.TextField(blank=True)  # what we change
    hypothesis = models.TextField(blank=True)
    metric = models.CharField(max_length=8, default="nps")
    touchpoint = models.ForeignKey(
        "touchpoints.Touchpoint", null=True, on_delete=models.SET_NULL, related_name="initiatives"
    )
    team = models.ForeignKey(
        "accounts.Team", null=True, on_delete=models.SET_NULL, related_name="initiatives"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    starts_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    completed_on = models.DateField(null=True)
    result = models.TextField(blank=True)
    external_id = models.CharField(max_length=120, blank=True)

    objects = WorkspaceQuerySet["Initiative"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "number"], name="initiative_number_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state"], name="initiative_state"),
        ]

    @override
    def __str__(self) -> str:
        return self.title


class InitiativeVoice(WorkspaceModel):
    """A voice or a case that asked for the change, and whether its customer was told."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="voices")
    response = models.ForeignKey(
        "surveys.Response", null=True, on_delete=models.CASCADE, related_name="initiatives"
    )
    case = models.ForeignKey(
        "loop.Case", null=True, on_delete=models.CASCADE, related_name="initiatives"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    told = models.ForeignKey(
        "messaging.Message", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["InitiativeVoice"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "initiative", "response"], name="initiative_response_once"
            ),
            models.UniqueConstraint(
                fields=["workspace", "initiative", "case"], name="initiative_case_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.response_id or self.case_id} asked for {self.initiative_id}"
