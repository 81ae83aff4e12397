"""What customers allow us, and whom nobody may write to."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Consent(WorkspaceModel):
    """What somebody said about one channel; the newest row counts, none is changed."""

    person = models.ForeignKey(
        "customers.Person", on_delete=models.CASCADE, related_name="consents"
    )
    channel = models.CharField(max_length=20)
    given = models.BooleanField()
    source = models.CharField(max_length=60)
    said_at = models.DateTimeField()

    objects = WorkspaceQuerySet["Consent"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-said_at"], name="consent_newest"),
            models.Index(fields=["person", "channel", "-said_at"], name="consent_person"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.channel}: {self.given}"


class Suppression(WorkspaceModel):
    """An address that is not written to: unsubscribed, bounced, complained, asked on the phone."""

    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=254)  # lower case
    reason = models.CharField(max_length=30)  # types.SuppressionReason
    source = models.CharField(max_length=120, blank=True)

    objects = WorkspaceQuerySet["Suppression"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "channel", "address"], name="suppression_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.address}: {self.reason}"


class ChannelAddress(WorkspaceModel):
    """Where somebody is reached other than by the mail and telephone they gave: LINE."""

    person = models.ForeignKey(
        "customers.Person", on_delete=models.CASCADE, related_name="channel_addresses"
    )
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=254)
    source = models.CharField(max_length=60, blank=True)
    linked_at = models.DateTimeField()
    unlinked_at = models.DateTimeField(null=True)  # blocked, or taken back

    objects = WorkspaceQuerySet["ChannelAddress"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "channel", "address"], name="channel_address_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "channel"], name="channel_address_person"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.channel}: {self.address}"
