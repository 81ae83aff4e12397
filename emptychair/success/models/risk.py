"""Models of risk, and the back-tests they have to pass."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class BackTest(WorkspaceModel):
    """One run: the days that were looked at, how each ranking did, how often each sign was right.

    Without `rankings` nothing could be judged; `refusal` says what would be needed.
    """

    run_at = models.DateTimeField()
    horizon = models.PositiveSmallIntegerField()
    facts = models.JSONField(default=dict)  # days, rows, customers, who left
    rankings = models.JSONField(default=list)
    signs = models.JSONField(default=list)
    stages = models.JSONField(default=list)
    segments = models.JSONField(default=list)  # each with its own test
    refusal = models.CharField(max_length=40, blank=True)

    objects = WorkspaceQuerySet["BackTest"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-run_at"], name="back_test_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"back-test of {self.run_at}"


class RiskModel(WorkspaceModel):
    """One version of a ranking. It is switched on only when its back-test lets it."""

    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)  # types.Ranking
    state = models.CharField(max_length=10)  # types.ModelState
    back_test = models.ForeignKey(BackTest, on_delete=models.CASCADE, related_name="models")
    spec = models.JSONField(default=dict)  # its numbers, see rules/scoring_models.py
    turned = models.JSONField(default=dict)  # by horizon: intercept and slope
    weighting = models.PositiveIntegerField(default=0)  # version of the expert weights it rests on
    judged = models.JSONField(default=dict)  # how it did, as of its last test
    live_at = models.DateTimeField(null=True)
    live_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)  # when somebody read the notice of its demotion

    objects = WorkspaceQuerySet["RiskModel"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "version"], name="risk_model_version"),
            models.UniqueConstraint(
                fields=["workspace"], condition=models.Q(state="live"), name="risk_model_live_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"
