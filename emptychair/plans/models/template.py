"""Templates of plans, and by which rule a plan starts at sign-up."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class PlanTemplate(WorkspaceModel):
    """A template of one's own, or what was made of a built-in one (the same `key`)."""

    key = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    goal = models.TextField(blank=True)
    outline = models.TextField()  # see rules/outline.py
    language = models.CharField(max_length=8)
    removed_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["PlanTemplate"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "key"], name="plan_template_key"),
        ]

    @override
    def __str__(self) -> str:
        return self.title


class PlanRule(WorkspaceModel):
    """New customers of a segment get a plan from a template, once each."""

    template_key = models.CharField(max_length=60)
    for_companies = models.BooleanField(default=True)  # else for people
    segment = models.ForeignKey(
        "customers.Segment", null=True, on_delete=models.SET_NULL, related_name="+"
    )  # empty: all
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # empty: whoever looks after the customer
    since = models.DateField()  # signed up on this day or later
    is_active = models.BooleanField(default=True)

    objects = WorkspaceQuerySet["PlanRule"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "is_active"], name="plan_rule_active"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.template_key} since {self.since}"
