"""How often somebody may be written to, and why they were or were not."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Hold(WorkspaceModel):
    """Somebody is not to be asked anything now: an open case writes one."""

    person = models.ForeignKey("customers.Person", on_delete=models.CASCADE, related_name="holds")
    source = models.CharField(max_length=80)  # "case:17"
    reason = models.CharField(max_length=60)
    until = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["Hold"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "source", "person"], name="hold_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.person_id}: {self.reason}"


class ContactDecision(WorkspaceModel):
    """For one person and one occasion: asked or not, and why, as a code with parameters.

    `turn` numbers the surveys a person was sent. Two decisions at the same moment want the same
    turn; the database lets one of them have it, and the other looks again. That is the lock.
    """

    person = models.ForeignKey(
        "customers.Person", on_delete=models.CASCADE, related_name="contact_decisions"
    )
    occasion = models.CharField(max_length=120)  # "survey:3:wave:2026-11"
    purpose = models.CharField(max_length=40, blank=True)  # types.Purpose
    decided_at = models.DateTimeField()
    turn = models.PositiveIntegerField(null=True)  # only where a survey was allowed
    allowed = models.BooleanField()
    reason = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    about = models.CharField(max_length=60, blank=True)  # "survey:3": what has a cadence of its own
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    company_turn = models.PositiveIntegerField(null=True)  # the same lock for a company's cap

    objects = WorkspaceQuerySet["ContactDecision"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "occasion", "person"], name="contact_decision_once"
            ),
            models.UniqueConstraint(fields=["person", "turn"], name="contact_decision_turn"),
            models.UniqueConstraint(
                fields=["company", "company_turn"], name="contact_decision_company"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-decided_at"], name="contact_decision_person"),
            models.Index(fields=["company", "-decided_at"], name="contact_decision_of_company"),
            models.Index(
                fields=["workspace", "purpose", "-decided_at", "about"],
                condition=models.Q(allowed=True),
                name="contact_decision_asked",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.occasion}: {self.reason}"


class HoldOut(WorkspaceModel):
    """Somebody who is never asked, drawn by chance, so that the effect of asking can be told."""

    person = models.ForeignKey("customers.Person", on_delete=models.CASCADE, related_name="+")
    drawn_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["HoldOut"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "person"], name="hold_out_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.person_id} is not asked"
