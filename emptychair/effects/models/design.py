"""How one will know whether an initiative helped, and what was decided."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class EffectDesign(WorkspaceModel):
    """Chosen with the initiative; from `starts_on` on it changes only with a reason."""

    initiative = models.OneToOneField(
        "loop.Initiative", on_delete=models.CASCADE, related_name="effect_design"
    )
    design = models.CharField(max_length=12)  # types.Design
    metric = models.CharField(max_length=8)
    touchpoint = models.ForeignKey(
        "touchpoints.Touchpoint", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    segment = models.CharField(max_length=80, blank=True)  # only people of this segment
    draw_by = models.CharField(max_length=8, default="person")  # types.DrawBy
    held_out_share = models.FloatField(default=0.5)
    seed = models.CharField(max_length=32)
    starts_on = models.DateField()
    ends_on = models.DateField()  # the day of the verdict, chosen beforehand
    picked_low = models.BooleanField(default=False)  # the change went to those who scored low
    worth = models.FloatField(default=5)  # the smallest effect worth the work
    smallest = models.FloatField(null=True)  # effect the design was told to see, when chosen
    hour_costs = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    other_costs = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    mix = models.CharField(max_length=8, default="before")  # types.MixHeld
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["EffectDesign"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "ends_on"], name="effect_design_due"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.design} of {self.initiative_id}"

    def is_frozen(self, *, today: date) -> bool:
        """It has started: from here on it changes only with a reason."""
        return today >= self.starts_on


class EffectUnit(WorkspaceModel):
    """A company that gets the change, perhaps from a day of its own."""

    design = models.ForeignKey(EffectDesign, on_delete=models.CASCADE, related_name="units")
    company = models.ForeignKey("customers.Company", on_delete=models.CASCADE, related_name="+")
    from_day = models.DateField(null=True)

    objects = WorkspaceQuerySet["EffectUnit"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "design", "company"], name="effect_unit_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.company_id} in {self.design_id}"


class EffectDesignChange(WorkspaceModel):
    """What was changed after the start, and why."""

    design = models.ForeignKey(EffectDesign, on_delete=models.CASCADE, related_name="changes")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    objects = WorkspaceQuerySet["EffectDesignChange"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "design", "-changed_at"], name="effect_change_newest")
        ]

    @override
    def __str__(self) -> str:
        return f"change of {self.design_id}"


class EffectVerdict(WorkspaceModel):
    """What a person said came of it, beside what the numbers said then. The newest counts."""

    design = models.ForeignKey(EffectDesign, on_delete=models.CASCADE, related_name="verdicts")
    proposed = models.CharField(max_length=8)  # types.Judged, by the rule
    verdict = models.CharField(max_length=8)  # types.Judged, by the person
    decision = models.CharField(max_length=10)  # types.Decision
    note = models.TextField(blank=True)
    estimate = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.PositiveIntegerField(default=0)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["EffectVerdict"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["workspace", "design", "-decided_at"], name="effect_verdict_newest"
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.verdict}: {self.decision}"
