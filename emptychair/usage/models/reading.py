"""What a customer used lately: lists are made of it, so that nothing is counted as they open."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Use(WorkspaceModel):
    """One row a customer, written anew every hour and on demand.

    `ratio` is actions a week of the last four weeks against the twelve before, with its limits;
    `change` is said only where the limits leave 1 out. `unused_value` is money a year for seats
    that nobody used.
    """

    as_of = models.DateField()
    active_days = models.PositiveSmallIntegerField(default=0)
    before_active_days = models.PositiveSmallIntegerField(default=0)
    users = models.PositiveIntegerField(default=0)
    actions = models.PositiveBigIntegerField(default=0)
    before_actions = models.PositiveBigIntegerField(default=0)
    features = models.PositiveIntegerField(default=0)
    core_features = models.PositiveIntegerField(default=0)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    change = models.CharField(max_length=10)  # types.UseChange
    ratio = models.FloatField(null=True)
    ratio_low = models.FloatField(null=True)
    ratio_high = models.FloatField(null=True)
    seats = models.PositiveIntegerField(null=True)
    unused_seats = models.PositiveIntegerField(null=True)
    unused_value = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    renews_on = models.DateField(null=True)
    trial = models.CharField(max_length=10, blank=True)  # types.TrialState; empty: no trial
    trial_ends_on = models.DateField(null=True)
    trial_begun_on = models.DateField(null=True)
    trial_paid_on = models.DateField(null=True)  # since when they pay; None: not yet

    class Meta(WorkspaceModel.Meta):
        abstract = True


class CompanyUse(Use):
    """That of a company and everybody in it."""

    company = models.ForeignKey(
        "customers.Company", on_delete=models.CASCADE, related_name="use_readings"
    )

    objects = WorkspaceQuerySet["CompanyUse"].as_manager()

    class Meta:
        verbose_name_plural = "company use"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "company"], name="company_use_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "change", "ratio"], name="company_use_change"),
            models.Index(fields=["workspace", "-unused_value"], name="company_use_unused"),
            models.Index(fields=["workspace", "-actions"], name="company_use_most"),
            models.Index(fields=["workspace", "last_day"], name="company_use_last"),
            models.Index(fields=["workspace", "trial", "trial_ends_on"], name="company_use_trial"),
        ]

    @override
    def __str__(self) -> str:
        return f"use of company {self.company_id} on {self.as_of}"


class PersonUse(Use):
    """That of a person or household by themselves, in no company."""

    person = models.ForeignKey(
        "customers.Person", on_delete=models.CASCADE, related_name="use_readings"
    )

    objects = WorkspaceQuerySet["PersonUse"].as_manager()

    class Meta:
        verbose_name_plural = "person use"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "person"], name="person_use_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "change", "ratio"], name="person_use_change"),
            models.Index(fields=["workspace", "-unused_value"], name="person_use_unused"),
            models.Index(fields=["workspace", "-actions"], name="person_use_most"),
            models.Index(fields=["workspace", "last_day"], name="person_use_last"),
            models.Index(fields=["workspace", "trial", "trial_ends_on"], name="person_use_trial"),
        ]

    @override
    def __str__(self) -> str:
        return f"use of person {self.person_id} on {self.as_of}"
