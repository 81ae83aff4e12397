"""One customer, one thing to put right."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Case(WorkspaceModel):
    """A case with its team, deadline and outcome. `number` counts within the workspace."""

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)  # types.CaseKind
    state = models.CharField(max_length=20)  # types.CaseState
    urgency = models.CharField(max_length=10)  # types.Urgency
    title = models.CharField(max_length=200)
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="cases"
    )
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.SET_NULL, related_name="cases"
    )
    response = models.OneToOneField(
        "surveys.Response", null=True, on_delete=models.SET_NULL, related_name="case"
    )
    touchpoint = models.ForeignKey(
        "touchpoints.Touchpoint", null=True, on_delete=models.SET_NULL, related_name="cases"
    )
    team = models.ForeignKey(
        "accounts.Team", null=True, on_delete=models.SET_NULL, related_name="cases"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    first_reply_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)  # types.Outcome
    root_cause = models.CharField(max_length=200, blank=True)
    promise = models.CharField(max_length=300, blank=True)  # what we promised, in words
    promised_for = models.DateField(null=True)

    objects = WorkspaceQuerySet["Case"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "number"], name="case_number_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state", "due_at"], name="case_due"),
            models.Index(fields=["workspace", "-opened_at"], name="case_newest"),
            models.Index(fields=["assignee", "state"], name="case_assignee"),
            models.Index(fields=["person", "-opened_at"], name="case_person"),
        ]

    @override
    def __str__(self) -> str:
        return f"#{self.number} {self.title}"


class CaseEntry(WorkspaceModel):
    """One thing that happened in a case: a note, a call, a mail out or in, a change."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=20)  # types.EntryKind
    text = models.TextField(blank=True)
    change = models.JSONField(default=dict, blank=True)  # code with parameters, for kind "change"
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    author_label = models.CharField(max_length=200, blank=True)
    message = models.ForeignKey(
        "messaging.Message", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    inbound = models.ForeignKey(
        "messaging.InboundMail", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    happened_at = models.DateTimeField()

    objects = WorkspaceQuerySet["CaseEntry"].as_manager()

    class Meta:
        verbose_name_plural = "case entries"
        indexes: ClassVar = [
            models.Index(fields=["workspace", "case", "happened_at"], name="case_entry_order"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} in {self.case_id}"
