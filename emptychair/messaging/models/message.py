"""Every message that goes out: a row before it is a mail."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Message(WorkspaceModel):
    """One message to one address. `unique_key` holds that nothing is planned or sent twice."""

    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="messages"
    )
    unique_key = models.CharField(max_length=160)  # "survey-invitation:17"
    purpose = models.CharField(max_length=40)  # types.Purpose
    channel = models.CharField(max_length=20, default="email")
    state = models.CharField(max_length=20)  # types.MessageState
    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.CharField(max_length=254)
    from_name = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=8, blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    thread = models.CharField(max_length=120, blank=True)  # "case:17": where an answer belongs
    message_id = models.CharField(max_length=200, blank=True)  # the Message-ID header
    provider_id = models.CharField(max_length=200, blank=True)
    send_after = models.DateTimeField()
    leased_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=60, blank=True)  # code of why it was not sent
    reason_parameters = models.JSONField(default=dict, blank=True)

    objects = WorkspaceQuerySet["Message"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "unique_key"], name="message_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-created_at"], name="message_newest"),
            models.Index(fields=["workspace", "state", "-created_at"], name="message_state"),
            models.Index(fields=["state", "send_after"], name="message_due"),
            models.Index(fields=["person", "purpose", "-created_at"], name="message_person"),
            models.Index(fields=["message_id"], name="message_header_id"),
            models.Index(fields=["provider_id"], name="message_provider_id"),
            models.Index(fields=["workspace", "leased_at", "state"], name="message_tried"),
            models.Index(fields=["workspace", "to_address"], name="message_address"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.purpose} to {self.to_address}: {self.state}"
