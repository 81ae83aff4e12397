"""A plan with its milestones, its tasks on all sides, and what was said about it."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet
from emptychair.plans.types import PlanState, Side, StepState


class SuccessPlanQuerySet(WorkspaceQuerySet["SuccessPlan"]):
    """Adjectives of plans."""

    def under_way(self) -> Self:
        """Neither paused nor over."""
        return self.filter(state=PlanState.ACTIVE)

    def late_on(self, today: date) -> Self:
        """Whose next task should have been done."""
        return self.under_way().filter(next_on__lt=today)


class SuccessPlan(WorkspaceModel):
    """What a customer wants to reach with us, and by which steps.

    `waiting_for`, `waiting_since`, `next_on`, `done` and `steps` are kept by `services/turns.py`
    from the tasks, so that lists read one row.
    """

    title = models.CharField(max_length=200)
    goal = models.TextField(blank=True)  # in words; may name a KPI
    kpi = models.CharField(max_length=200, blank=True)
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="plans"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="plans"
    )
    contact = models.ForeignKey(  # on the customer's side
        "customers.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    template_key = models.CharField(max_length=60, blank=True)
    rule = models.ForeignKey(
        "plans.PlanRule", null=True, on_delete=models.SET_NULL, related_name="plans"
    )  # that started it
    language = models.CharField(max_length=8, blank=True)  # of the customer's page
    state = models.CharField(max_length=10, default=PlanState.ACTIVE)
    starts_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    waiting_for = models.CharField(max_length=10, blank=True)  # types.Side; empty: nobody
    waiting_since = models.DateTimeField(null=True)
    next_on = models.DateField(null=True)
    next_title = models.CharField(max_length=200, blank=True)
    done = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField(default=0)

    objects = SuccessPlanQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule", "company"], name="plan_by_rule_for_company"),
            models.UniqueConstraint(fields=["rule", "person"], name="plan_by_rule_for_person"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state", "next_on"], name="plan_next"),
            models.Index(
                fields=["workspace", "state", "waiting_for", "next_on"], name="plan_waiting"
            ),
            models.Index(fields=["company", "state"], name="plan_of_company"),
            models.Index(fields=["person", "state"], name="plan_of_person"),
        ]

    @override
    def __str__(self) -> str:
        return self.title


class Milestone(WorkspaceModel):
    """Something to have reached by a day."""

    plan = models.ForeignKey(SuccessPlan, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    reached_at = models.DateTimeField(null=True)
    reached_by_hand = models.BooleanField(default=False, db_default=False)  # open tasks or not

    objects = WorkspaceQuerySet["Milestone"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "plan", "due_on"], name="milestone_order"),
        ]

    @override
    def __str__(self) -> str:
        return self.title


class PlanStep(WorkspaceModel):
    """One task: ours, the customer's, or a third party's."""

    plan = models.ForeignKey(SuccessPlan, on_delete=models.CASCADE, related_name="tasks")
    milestone = models.ForeignKey(
        Milestone, null=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    title = models.CharField(max_length=200)
    side = models.CharField(max_length=10, default=Side.US)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    third_party = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=10, default=StepState.OPEN)
    is_shown = models.BooleanField(default=True)  # on the customer's page
    note = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)
    done_by_customer = models.BooleanField(default=False)

    objects = WorkspaceQuerySet["PlanStep"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state", "due_on"], name="plan_step_due"),
            models.Index(fields=["plan", "due_on"], name="plan_step_order"),
        ]

    @override
    def __str__(self) -> str:
        return self.title


class Said(WorkspaceModel):
    """One line of the history: a note, a question of the customer, a change."""

    plan = models.ForeignKey(SuccessPlan, on_delete=models.CASCADE, related_name="said")
    kind = models.CharField(max_length=10)  # types.SaidKind
    text = models.TextField(blank=True)
    change = models.JSONField(default=dict, blank=True)  # code with parameters
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )  # of the customer
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_customer = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)  # of what the customer said
    once = models.CharField(max_length=64, blank=True)  # a form sent twice is one
    happened_at = models.DateTimeField()

    objects = WorkspaceQuerySet["Said"].as_manager()

    class Meta:
        verbose_name_plural = "said"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "once"], condition=~models.Q(once=""), name="said_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "plan", "-happened_at"], name="said_newest"),
            models.Index(
                fields=["workspace", "happened_at"],
                condition=models.Q(by_customer=True, answered_at=None),
                name="said_waiting",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} in {self.plan_id}"
