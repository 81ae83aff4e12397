"""What each customer brings and takes a year, and how it is looked after."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class CustomerTouch(WorkspaceModel):
    """Counted every night from contracts, orders, cases and effort; one row a customer.

    A customer is a company, or a person of none. `years` is how much of the last year they were
    there; time and contacts are of that time, `cost` and `left` of a whole year.
    """

    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=10)  # types.CustomerKind
    product = models.CharField(max_length=120, blank=True)  # the largest contract's plan
    segment = models.CharField(max_length=80, blank=True)
    decider = models.CharField(max_length=10, blank=True)  # types.Decider, from an attribute
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    price = models.FloatField(null=True)  # a year, in the workspace's currency
    years = models.FloatField(default=1.0)
    hours = models.FloatField(default=0.0)  # logged, and estimated
    estimated = models.FloatField(default=0.0)  # of these hours
    contacts = models.PositiveIntegerField(default=0)
    cost = models.FloatField(null=True)
    left = models.FloatField(null=True)
    tier = models.CharField(max_length=10, blank=True)  # types.Tier
    is_overridden = models.BooleanField(default=False)

    objects = WorkspaceQuerySet["CustomerTouch"].as_manager()

    class Meta:
        verbose_name_plural = "customer touches"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "company"], name="touch_company_once"),
            models.UniqueConstraint(fields=["workspace", "person"], name="touch_person_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "kind", "product", "segment"], name="touch_group"),
            models.Index(fields=["workspace", "left", "id"], name="touch_left"),
            models.Index(fields=["workspace", "tier", "left", "id"], name="touch_tier"),
            models.Index(fields=["workspace", "owner", "tier"], name="touch_owner"),
            models.Index(fields=["workspace", "owner", "left", "id"], name="touch_owner_left"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.company_id or self.person_id}: {self.tier}"


class TouchOverride(WorkspaceModel):
    """One customer is looked after otherwise than its group, in somebody's name."""

    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    tier = models.CharField(max_length=10)  # types.Tier
    reason = models.CharField(max_length=300)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=200)  # who, readable for good
    made_at = models.DateTimeField()

    objects = WorkspaceQuerySet["TouchOverride"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "company"], name="touch_override_company"),
            models.UniqueConstraint(fields=["workspace", "person"], name="touch_override_person"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.tier} by {self.name}"
