"""Somebody was asked."""

from typing import ClassVar, Self

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class InvitationQuerySet(WorkspaceQuerySet["Invitation"]):
    """Adjectives of invitations."""

    def counted(self) -> Self:
        """Without the tests that colleagues sent to themselves."""
        return self.filter(is_test=False)


class Invitation(WorkspaceModel):
    """One person asked by one survey on one occasion, once."""

    survey = models.ForeignKey(
        "surveys.Survey", on_delete=models.CASCADE, related_name="invitations"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="invitations"
    )  # nobody: a test sent to oneself
    touchpoint = models.ForeignKey(
        "touchpoints.Touchpoint", null=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    message = models.ForeignKey(
        "messaging.Message", null=True, on_delete=models.SET_NULL, related_name="invitations"
    )
    occasion = models.CharField(max_length=120)  # "wave:2026-11", "event:8812", "import:R12"
    channel = models.CharField(max_length=20, default="email")
    language = models.CharField(max_length=8, blank=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    is_test = models.BooleanField(default=False)  # sent to oneself; never counted
    version = models.PositiveIntegerField(default=0)  # of the survey; 0: question and why only
    collector = models.ForeignKey(
        "surveys.Collector", null=True, on_delete=models.SET_NULL, related_name="+"
    )  # shown by a widget, not sent
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)  # unreliable: programs open mails too
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    next_reminder_at = models.DateTimeField(null=True)
    properties = models.JSONField(default=dict, blank=True)  # given with the request to ask

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "survey", "person", "occasion"], name="survey_invitation_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-asked_at"], name="survey_invitation_newest"),
            models.Index(
                fields=["workspace", "person", "-asked_at"], name="survey_invitation_person"
            ),
            models.Index(  # counted from the index alone
                fields=["workspace", "survey", "-asked_at", "is_test", "answered_at"],
                name="survey_invitation_survey",
            ),
            models.Index(
                fields=["next_reminder_at"],
                condition=models.Q(next_reminder_at__isnull=False),
                name="survey_invitation_remind",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.survey_id} to {self.person_id}"
