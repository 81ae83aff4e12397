"""A playbook: a draft that is worked on, and numbered versions that act."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.automation.types import PlaybookState
from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Playbook(WorkspaceModel):
    """Its name, its owner and whether it acts. `draft` is read by rules/definition.py."""

    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=10, default=PlaybookState.DRAFT)  # types.PlaybookState
    draft = models.JSONField(default=dict)
    version = models.ForeignKey(
        "automation.PlaybookVersion", null=True, on_delete=models.SET_NULL, related_name="+"
    )  # that acts
    starter = models.CharField(max_length=40, blank=True)  # of starters.py, where it came from one
    seed = models.CharField(max_length=32)  # of the draw of those held out
    went_live_at = models.DateTimeField(null=True)
    looked_until = models.DateTimeField(null=True)  # for what happened
    looked_on = models.DateField(null=True)  # for who is in a state
    overruled = models.JSONField(default=dict, blank=True)  # name, reason, day, the advice
    effect = models.JSONField(default=dict, blank=True)  # as it was last measured
    effect_at = models.DateTimeField(null=True)
    paused_with = models.CharField(max_length=40, blank=True)  # all that were paused together

    objects = WorkspaceQuerySet["Playbook"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state", "name"], name="playbook_state"),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class PlaybookVersion(WorkspaceModel):
    """A definition that acted, never changed. Runs stay on theirs."""

    playbook = models.ForeignKey(Playbook, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["PlaybookVersion"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "playbook", "number"], name="playbook_version_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.playbook_id} version {self.number}"
