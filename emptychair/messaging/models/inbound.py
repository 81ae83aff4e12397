"""Mail that came in."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class InboundMail(WorkspaceModel):
    """A mail from a customer; `header_id` makes arrival idempotent. Attachments are not kept."""

    header_id = models.CharField(max_length=250)
    thread = models.CharField(
        max_length=120, blank=True
    )  # "case:17", from the address it was sent to
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="inbound_mails"
    )
    answers = models.ForeignKey(
        "messaging.Message", null=True, on_delete=models.SET_NULL, related_name="inbound_mails"
    )
    from_address = models.CharField(max_length=254)
    from_name = models.CharField(max_length=200, blank=True)
    to_address = models.CharField(max_length=254)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField()  # what is new in it, quotes cut off
    raw = models.TextField()  # headers and text as they came
    received_at = models.DateTimeField()

    objects = WorkspaceQuerySet["InboundMail"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "header_id"], name="inbound_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-received_at"], name="inbound_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.from_address}: {self.subject}"


class InboundText(WorkspaceModel):
    """A short message that came in: SMS or LINE. `provider_id` makes arrival idempotent."""

    channel = models.CharField(max_length=20)
    provider_id = models.CharField(max_length=120)
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="inbound_texts"
    )
    from_address = models.CharField(max_length=254)
    text = models.TextField()
    thread = models.CharField(max_length=120, blank=True)  # "invitation:17", "case:3"
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)  # became an answer, or an entry of a case

    objects = WorkspaceQuerySet["InboundText"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "channel", "provider_id"], name="inbound_text_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-received_at"], name="inbound_text_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.channel} from {self.from_address}"
