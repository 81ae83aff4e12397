"""How far each customer is, and what all of them together tell, as of the last reading."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class FirstValueReading(WorkspaceModel):
    """One customer under one version; written anew by every reading."""

    version = models.ForeignKey(
        "onboarding.FirstValueVersion", on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    as_of = models.DateField()
    is_current = models.BooleanField(default=True)  # of the version that counts now
    signed_up_on = models.DateField()
    reached_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)  # left before
    steps = models.JSONField(default=list, blank=True)  # the day of each step; empty: not yet
    step = models.PositiveSmallIntegerField(default=0)  # the first that is open, from 0
    waited = models.PositiveIntegerField(default=0)  # days since sign-up
    waited_here = models.PositiveIntegerField(default=0)  # days since the step before
    usual = models.FloatField(null=True)  # in which three of four got over this step
    slow = models.PositiveSmallIntegerField(default=0)  # past the 75th or 90th percentile
    blocker = models.CharField(max_length=10, blank=True)  # types.Blocker
    value = models.FloatField(null=True)  # a year
    priority = models.FloatField(default=0)

    objects = WorkspaceQuerySet["FirstValueReading"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "version", "person"], name="first_value_person_once"
            ),
            models.UniqueConstraint(
                fields=["workspace", "version", "company"], name="first_value_company_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["workspace", "is_current", "slow", "-priority"], name="first_value_stalled"
            ),
            models.Index(fields=["workspace", "is_current", "-waited"], name="first_value_waited"),
            models.Index(fields=["workspace", "person"], name="first_value_person"),
            models.Index(fields=["workspace", "company"], name="first_value_company"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.person_id or self.company_id} since {self.signed_up_on}"


class FirstValueRun(WorkspaceModel):
    """What a reading of everybody under one version came to."""

    version = models.ForeignKey(
        "onboarding.FirstValueVersion", on_delete=models.CASCADE, related_name="runs"
    )
    as_of = models.DateField()
    read_at = models.DateTimeField()
    customers = models.PositiveIntegerField(default=0)
    there = models.PositiveIntegerField(default=0)
    stalled = models.PositiveIntegerField(default=0)
    median = models.FloatField(null=True)
    median_low = models.FloatField(null=True)
    median_high = models.FloatField(null=True)
    facts = models.JSONField(default=dict, blank=True)  # the curve, cohorts, what goes along

    objects = WorkspaceQuerySet["FirstValueRun"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "version", "as_of"], name="first_value_run_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.as_of}: {self.there} of {self.customers}"


class FinderRun(WorkspaceModel):
    """The last search for moments that go along with staying."""

    kind = models.CharField(max_length=10)  # types.Kind
    as_of = models.DateField()
    read_at = models.DateTimeField()
    outcome = models.CharField(max_length=10)  # finding_types.Outcome
    facts = models.JSONField(default=dict, blank=True)

    objects = WorkspaceQuerySet["FinderRun"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "kind"], name="finder_run_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.as_of}"
