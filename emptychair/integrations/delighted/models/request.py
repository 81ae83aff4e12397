"""What another program asked us to do: ask somebody, now or later."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class SurveyRequest(WorkspaceModel):
    """One person to be asked at one time; the contact rule decides when that time comes."""

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("customers.Person", on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=20, default="email")
    properties = models.JSONField(default=dict, blank=True)
    scheduled_at = models.DateTimeField()
    state = models.CharField(max_length=10)  # types.RequestState
    reason = models.CharField(max_length=60, blank=True)  # of the contact rule
    settled_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["SurveyRequest"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "person", "state"], name="delighted_request_person"),
            models.Index(fields=["state", "scheduled_at"], name="delighted_request_due"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.person_id} at {self.scheduled_at}: {self.state}"


class GivenAddress(WorkspaceModel):
    """A mail address as another program spells it, where that is not all in lower case."""

    person = models.OneToOneField("customers.Person", on_delete=models.CASCADE, related_name="+")
    email = models.CharField(max_length=254)

    objects = WorkspaceQuerySet["GivenAddress"].as_manager()

    class Meta:
        verbose_name_plural = "given addresses"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "person"], name="delighted_given_address_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.email
