"""One customer, one thing to put right."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet
from emptychair.loop.types import CaseState

if TYPE_CHECKING:
    from emptychair.accounts.access import Access


class CaseQuerySet(WorkspaceQuerySet["Case"]):
    """Adjectives of cases."""

    @override
    def visible_to(self, access: "Access") -> Self:
        """Those of the workspace; for a partner, only what was given to them."""
        found = super().visible_to(access)
        return found.filter(assignee=access.user_id) if access.assigned_only else found

    def unclosed(self) -> Self:
        """Our turn or the customer's."""
        return self.filter(state__in=(CaseState.OPEN, CaseState.WAITING))

    def awake(self, now: datetime) -> Self:
        """Not put off to a later moment."""
        return self.filter(models.Q(snoozed_until=None) | models.Q(snoozed_until__lte=now))

    def overdue(self, now: datetime) -> Self:
        """Our turn, and the deadline is over."""
        return self.filter(state=CaseState.OPEN, due_at__lt=now).awake(now)


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
    customer_wrote_at = models.DateTimeField(null=True)  # the last that came back into it

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "number"], name="case_number_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state", "due_at"], name="case_due"),
            models.Index(  # how soon the first reply came is read from it alone
                fields=["workspace", "-opened_at", "first_reply_at"], name="case_newest"
            ),
            models.Index(fields=["workspace", "state", "-closed_at"], name="case_closed"),
            models.Index(fields=["workspace", "team", "state"], name="case_team"),
            models.Index(fields=["workspace", "promised_for"], name="case_promised"),
            models.Index(fields=["assignee", "state"], name="case_assignee"),
            models.Index(fields=["person", "-opened_at"], name="case_person"),
        ]

    @override
    def __str__(self) -> str:
        return f"#{self.number} {self.title}"


class CaseEntry(WorkspaceModel):
    """One thing that happened in a case: a note, a call, a message out or in, a change."""

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
    inbound_text = models.ForeignKey(
        "messaging.InboundText", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    happened_at = models.DateTimeField()

    objects = WorkspaceQuerySet["CaseEntry"].as_manager()

    class Meta:
        verbose_name_plural = "case entries"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "case", "inbound"], name="case_entry_inbound_once"
            ),
            models.UniqueConstraint(
                fields=["workspace", "case", "message"], name="case_entry_message_once"
            ),
            models.UniqueConstraint(
                fields=["workspace", "case", "inbound_text"], name="case_entry_text_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "case", "happened_at"], name="case_entry_order"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} in {self.case_id}"
