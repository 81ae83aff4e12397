"""What providers tell about our messages, and the domains we send from."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class DeliveryNote(WorkspaceModel):
    """One fact from a provider or a bounce mail; `note_id` makes its arrival idempotent."""

    provider = models.CharField(max_length=40)
    note_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)  # delivered, bounced, complained, opened, clicked ...
    message = models.ForeignKey(
        "messaging.Message", null=True, on_delete=models.CASCADE, related_name="delivery_notes"
    )
    address = models.CharField(max_length=254, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    happened_at = models.DateTimeField()

    objects = WorkspaceQuerySet["DeliveryNote"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "provider", "note_id"], name="delivery_note_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-happened_at", "kind"], name="delivery_note_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.provider}: {self.kind} {self.address}"


class SendingDomain(WorkspaceModel):
    """A domain we send from, and what its DNS said when it was last looked at."""

    domain = models.CharField(max_length=200)
    selector = models.CharField(max_length=60, blank=True)  # of DKIM
    checked_at = models.DateTimeField(null=True)
    findings = models.JSONField(default=dict, blank=True)  # spf, dkim, dmarc: code and values
    slow_start_on = models.DateField(null=True)  # first day of its slow start; None: none

    objects = WorkspaceQuerySet["SendingDomain"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "domain"], name="sending_domain_once"),
        ]

    @override
    def __str__(self) -> str:
        return self.domain


class SendingPause(WorkspaceModel):
    """Nothing goes out to many: too much came back, or too many called it spam. A person ends it.

    `reason` is a code with parameters; while `ended_at` is empty it holds, at most one at a time.
    """

    reason = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict, blank=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["SendingPause"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace"],
                condition=models.Q(ended_at__isnull=True),
                name="sending_pause_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-begun_at"], name="sending_pause_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.reason} since {self.begun_at}"
