"""What the first value is, in versions: a change starts a new one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet
from emptychair.onboarding.rules.terms import rule_of, steps_of
from emptychair.onboarding.types import Terms


class FirstValue(WorkspaceModel):
    """The first value of one kind of customers in one segment; without one, of all others."""

    kind = models.CharField(max_length=10)  # types.Kind
    segment = models.CharField(max_length=80, blank=True)
    retired_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["FirstValue"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "kind", "segment"], name="first_value_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.segment}".strip()


class FirstValueVersion(WorkspaceModel):
    """What it meant from a moment on; never changed."""

    definition = models.ForeignKey(FirstValue, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=200)
    begins = models.CharField(max_length=10)  # types.Begins
    begin_event = models.CharField(max_length=120, blank=True)
    rule = models.JSONField(default=dict)
    steps = models.JSONField(default=list, blank=True)
    target_days = models.PositiveIntegerField(default=30)
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_label = models.CharField(max_length=200, blank=True)

    objects = WorkspaceQuerySet["FirstValueVersion"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "definition", "number"], name="first_value_version_once"
            ),
        ]

    @property
    def terms(self) -> Terms:
        """What the version says."""
        return Terms(
            words=self.words,
            begins=self.begins,
            begin_event=self.begin_event,
            target_days=self.target_days,
            rule=rule_of(self.rule),
            steps=steps_of(self.steps),
        )

    @override
    def __str__(self) -> str:
        return f"{self.words} ({self.number})"
