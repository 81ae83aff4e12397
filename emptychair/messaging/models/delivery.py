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

    objects = WorkspaceQuerySet["SendingDomain"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "domain"], name="sending_domain_once"),
        ]

    @override
    def __str__(self) -> str:
        return self.domain
