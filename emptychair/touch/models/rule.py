"""How a group of customers is looked after, and what was said to proposals."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class TouchRule(WorkspaceModel):
    """The tier of a product and segment, who decides there, and what its customers add up to."""

    kind = models.CharField(max_length=10)  # types.CustomerKind
    product = models.CharField(max_length=120, blank=True)
    segment = models.CharField(max_length=80, blank=True)
    tier = models.CharField(max_length=10, blank=True)  # types.Tier; empty: not chosen yet
    decider = models.CharField(max_length=10, blank=True)  # types.Decider; empty: by attribute
    sums = models.JSONField(default=dict, blank=True)  # over its customers, as last counted

    objects = WorkspaceQuerySet["TouchRule"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "kind", "product", "segment"], name="touch_rule_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.product} {self.segment}: {self.tier}"


class TouchDecision(WorkspaceModel):
    """A proposal with its sum as it stood, and what somebody said to it."""

    kind = models.CharField(max_length=10)
    product = models.CharField(max_length=120, blank=True)
    segment = models.CharField(max_length=80, blank=True)
    was = models.CharField(max_length=10, blank=True)
    to = models.CharField(max_length=10)
    answer = models.CharField(max_length=10)  # types.Answer
    reason = models.CharField(max_length=300, blank=True)
    stake = models.FloatField()
    stake_low = models.FloatField(null=True)
    stake_high = models.FloatField(null=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    objects = WorkspaceQuerySet["TouchDecision"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-made_at"], name="touch_decision_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.to}: {self.answer}"
