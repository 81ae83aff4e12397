"""What people do about a renewal and how it ended."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Renewal(WorkspaceModel):
    """One contract on one day of renewal.

    Value, chance and whether it is open are made anew each night; next step, call and outcome are
    what members say. `stayed` is what came of it, None while nobody knows.
    """

    contract = models.ForeignKey(
        "customers.Contract", on_delete=models.CASCADE, related_name="renewals"
    )
    due_on = models.DateField()
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    period = models.CharField(max_length=10)  # customers.types.ContractPeriod
    plan = models.CharField(max_length=120, blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=2, default=0)  # a year
    currency = models.CharField(max_length=3)
    chance = models.FloatField(null=True)  # None: too few renewals of the past
    chance_low = models.FloatField(null=True)
    chance_high = models.FloatField(null=True)
    chance_n = models.PositiveIntegerField(default=0)  # decisions in the group it was taken from
    is_open = models.BooleanField(default=True)  # comes up, or came up and nobody knows
    cancelled_on = models.DateField(null=True)  # the contract says so already
    stayed = models.BooleanField(null=True)
    is_told = models.BooleanField(default=False)  # by a member, not by the contract
    next_step = models.CharField(max_length=300, blank=True)
    next_on = models.DateField(null=True)
    call = models.CharField(max_length=10, blank=True)  # types.Call
    called_at = models.DateTimeField(null=True)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.CharField(max_length=12, blank=True)  # types.RenewalOutcome
    outcome_on = models.DateField(null=True)
    new_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    reason = models.CharField(max_length=300, blank=True)
    competitor = models.CharField(max_length=120, blank=True)
    competitor_price = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    noted_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["Renewal"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "contract", "due_on"], name="workspace_renewal_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(  # the most valuable of some days are found in it alone
                fields=["workspace", "is_open", "due_on", "period", "value"],
                name="workspace_renewal_due",
            ),
            models.Index(fields=["workspace", "is_open", "-value"], name="workspace_renewal_value"),
            models.Index(fields=["company", "due_on"], name="renewal_of_company"),
            models.Index(fields=["person", "due_on"], name="renewal_of_person"),
        ]

    @override
    def __str__(self) -> str:
        return f"renewal on {self.due_on}"


class RenewalCall(WorkspaceModel):
    """What a member expected and when; kept, so that it can be judged later."""

    renewal = models.ForeignKey(Renewal, on_delete=models.CASCADE, related_name="calls")
    call = models.CharField(max_length=10)
    called_at = models.DateTimeField()
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["RenewalCall"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "renewal", "-called_at"], name="workspace_call"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.call} at {self.called_at}"
