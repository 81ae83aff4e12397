"""A wish as it came, the tasks made of it, and what happened to them."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.intake.types import Priority, RequestState, WishState
from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet

if TYPE_CHECKING:
    from emptychair.accounts.access import Access


class RequestQuerySet(WorkspaceQuerySet["CustomerRequest"]):
    """Adjectives of requests."""

    @override
    def visible_to(self, access: "Access") -> Self:
        """Those of the workspace; for a partner, only where a task was given to them."""
        found = super().visible_to(access)
        if not access.assigned_only:
            return found
        own = RequestTask.objects.filter(assignee=access.user_id or 0)
        return found.filter(pk__in=own.values("request_id"))

    def unclosed(self) -> Self:
        """There is something left to do, if only to tell."""
        return self.exclude(state=RequestState.CLOSED)


class CustomerRequest(WorkspaceModel):
    """What a customer wished for, in their words. `number` counts within the workspace.

    `next_on`, `tasks_open` and `again` are kept by `services/standing.py` from the tasks.
    """

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    raw = models.TextField()  # as it came, never changed
    channel = models.CharField(max_length=10)  # types.Channel
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="requests"
    )
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.SET_NULL, related_name="requests"
    )
    inbound = models.ForeignKey(
        "messaging.InboundMail", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    case = models.ForeignKey(
        "loop.Case", null=True, on_delete=models.SET_NULL, related_name="requests"
    )
    external_id = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, default=RequestState.NEW)
    ending = models.CharField(max_length=10, blank=True)  # types.Ending
    same_as = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="repetitions"
    )
    priority = models.CharField(max_length=10, default=Priority.NORMAL)
    due_on = models.DateField(null=True)  # until when the customer would like it
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    next_on = models.DateField(null=True)
    tasks_open = models.PositiveIntegerField(default=0)
    tasks_all = models.PositiveIntegerField(default=0)
    again = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    customer_wrote_at = models.DateTimeField(null=True)  # after that nobody of us looked

    objects = RequestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "number"], name="request_number_once"),
            models.UniqueConstraint(fields=["workspace", "inbound"], name="request_mail_once"),
            models.UniqueConstraint(
                fields=["workspace", "external_id"],
                condition=~models.Q(external_id=""),
                name="request_external_id",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state", "next_on"], name="request_due"),
            models.Index(fields=["workspace", "state", "-received_at"], name="request_newest"),
            models.Index(fields=["person", "-received_at"], name="request_person"),
            models.Index(fields=["company", "-received_at"], name="request_company"),
        ]

    @override
    def __str__(self) -> str:
        return f"#{self.number} {self.title}"


class RequestTaskQuerySet(WorkspaceQuerySet["RequestTask"]):
    """Adjectives of tasks."""

    @override
    def visible_to(self, access: "Access") -> Self:
        """Those of the workspace; for a partner, only their own."""
        found = super().visible_to(access)
        return found.filter(assignee=access.user_id or 0) if access.assigned_only else found

    def still_open(self) -> Self:
        """Neither done nor declined."""
        return self.filter(state=WishState.OPEN)

    def late_on(self, today: date) -> Self:
        """Open, and its day is over."""
        return self.still_open().filter(due_on__lt=today)


class RequestTask(WorkspaceModel):
    """One thing to do about it. `look_again` says what changed, until somebody has looked."""

    request = models.ForeignKey(CustomerRequest, on_delete=models.CASCADE, related_name="tasks")
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, default=WishState.OPEN)
    reason = models.CharField(max_length=500, blank=True)  # why not; the customer reads it
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField(null=True)
    priority = models.CharField(max_length=10, default=Priority.NORMAL)
    initiative = models.ForeignKey(
        "loop.Initiative", null=True, on_delete=models.SET_NULL, related_name="request_tasks"
    )
    case = models.ForeignKey(
        "loop.Case", null=True, on_delete=models.SET_NULL, related_name="request_tasks"
    )
    look_again = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    told = models.ForeignKey(
        "messaging.Message", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RequestTaskQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state", "due_on"], name="request_task_due"),
            models.Index(fields=["request", "position"], name="request_task_order"),
            models.Index(fields=["assignee", "state"], name="request_task_assignee"),
        ]

    @override
    def __str__(self) -> str:
        return self.title


class RequestNote(WorkspaceModel):
    """One line of the history: a note, a changed situation, a mail, a change."""

    request = models.ForeignKey(CustomerRequest, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10)  # types.NoteKind
    text = models.TextField(blank=True)
    change = models.JSONField(default=dict, blank=True)  # code with parameters
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    inbound = models.ForeignKey(
        "messaging.InboundMail", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    message = models.ForeignKey(
        "messaging.Message", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    happened_at = models.DateTimeField()

    objects = WorkspaceQuerySet["RequestNote"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "inbound"], name="request_note_mail_once"),
            models.UniqueConstraint(fields=["request", "message"], name="request_note_sent_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "request", "-happened_at"], name="request_note_new"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} in {self.request_id}"
