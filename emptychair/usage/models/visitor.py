"""Those who come without a name, and what they did until we know who it was."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Visitor(WorkspaceModel):
    """A browser or device by its own number. Two people who shared it make it nobody's."""

    anonymous_id = models.CharField(max_length=160)
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_shared = models.BooleanField(default=False)

    objects = WorkspaceQuerySet["Visitor"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "anonymous_id"], name="visitor_once"),
        ]

    @override
    def __str__(self) -> str:
        return self.anonymous_id


class VisitorEvent(WorkspaceModel):
    """An event of nobody yet; it becomes one of a customer when the visitor is known."""

    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="events")
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=120)
    message_id = models.CharField(max_length=160)
    occurred_at = models.DateTimeField()
    touchpoint_key = models.CharField(max_length=80, blank=True)
    properties = models.JSONField(default=dict, blank=True)

    objects = WorkspaceQuerySet["VisitorEvent"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "message_id"], name="visitor_event_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-occurred_at"], name="visitor_event_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.name} at {self.occurred_at}"


class AliasQuestion(WorkspaceModel):
    """A program says that two people we know are one. A person decides; nothing is merged here."""

    first = models.ForeignKey("customers.Person", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("customers.Person", on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["AliasQuestion"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "first", "second"], name="alias_question_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "answered_at", "-asked_at"], name="alias_open"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"
