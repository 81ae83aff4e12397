"""How long each customer has been silent, as of the last reading."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class SilenceReading(WorkspaceModel):
    """One customer against their own rhythm; written anew by every reading."""

    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    as_of = models.DateField()
    first_seen = models.DateField()
    last_seen = models.DateField()
    signs = models.PositiveIntegerField()  # days on which they gave a sign
    gap = models.PositiveIntegerField()  # days since
    expected = models.FloatField(null=True)
    longest_usual = models.FloatField(null=True)  # the 95th percentile of their gaps, in days
    percentile = models.FloatField(null=True)
    basis = models.CharField(max_length=10)  # types.Basis
    p_alive = models.FloatField(null=True)
    value = models.FloatField(null=True)  # a year, in the currency of the workspace
    is_customer = models.BooleanField(default=True)  # not one of the people of a customer
    is_silent = models.BooleanField(default=False)
    is_listed = models.BooleanField(default=False)  # silent and a customer of their own
    false_share = models.FloatField(null=True)
    priority = models.FloatField(default=0)

    objects = WorkspaceQuerySet["SilenceReading"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "person"], name="silence_person_once"),
            models.UniqueConstraint(fields=["workspace", "company"], name="silence_company_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "is_listed", "-priority"], name="silence_priority"),
            models.Index(fields=["workspace", "is_listed", "-value"], name="silence_value"),
            models.Index(fields=["workspace", "is_listed", "-gap"], name="silence_gap"),
            models.Index(fields=["workspace", "is_listed", "-percentile"], name="silence_far"),
            models.Index(fields=["workspace", "is_silent", "person"], name="silence_people"),
            models.Index(fields=["workspace", "is_silent", "company"], name="silence_companies"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.person_id or self.company_id}: {self.gap} days"


class SilenceRun(WorkspaceModel):
    """One reading of everybody: what it rested on and what came out."""

    as_of = models.DateField()
    read_at = models.DateTimeField()
    watched = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    silent = models.PositiveIntegerField(default=0)
    silent_value = models.FloatField(default=0)
    normal = models.FloatField(default=1)
    expected_false = models.FloatField(default=0)
    facts = models.JSONField(default=dict, blank=True)  # priors, quiet weeks, what was measured

    objects = WorkspaceQuerySet["SilenceRun"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "as_of"], name="silence_run_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.as_of}: {self.silent} of {self.watched}"


class SilenceSetting(WorkspaceModel):
    """How a workspace wants its silent customers listed."""

    cut = models.FloatField(default=0.95)  # the percentile from which a gap counts as silence
    fewest_days = models.PositiveSmallIntegerField(default=7)
    contacts_a_week = models.PositiveSmallIntegerField(default=20)
    held_out = models.FloatField(default=0)  # share never listed, by chance
    ignored = models.JSONField(default=list, blank=True)  # names of events that are no sign

    objects = WorkspaceQuerySet["SilenceSetting"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="silence_setting_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.cut:.0%}"
