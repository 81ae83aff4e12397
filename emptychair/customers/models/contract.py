"""What customers pay for: contracts with what they were before, and orders, as records."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Contract(WorkspaceModel):
    """A contract or subscription of a person or a company."""

    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="contracts"
    )
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="contracts"
    )
    external_id = models.CharField(max_length=120)
    plan = models.CharField(max_length=120, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    period = models.CharField(max_length=10)  # types.ContractPeriod: month, year, once
    seats = models.PositiveIntegerField(null=True)
    starts_on = models.DateField()
    renews_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)

    objects = WorkspaceQuerySet["Contract"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "external_id"], name="contract_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "renews_on"], name="contract_renews"),
            models.Index(fields=["workspace", "period"], name="contract_period"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.plan} from {self.starts_on}"


class ContractChange(WorkspaceModel):
    """How a contract stood before it changed. What it is now stands in the contract itself.

    On a day before `counts_from` the contract was as here; of several such rows that of the next
    change counts. `recorded_at` is when we learned of it. A value that was empty is empty here.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="changes")
    counts_from = models.DateField()
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=60, blank=True)
    plan = models.CharField(max_length=120, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    period = models.CharField(max_length=10)
    seats = models.PositiveIntegerField(null=True)
    starts_on = models.DateField()
    renews_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)

    objects = WorkspaceQuerySet["ContractChange"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "counts_from"], name="contract_change_day"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.amount} {self.currency} before {self.counts_from}"


class Order(WorkspaceModel):
    """One purchase."""

    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="orders"
    )
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="orders"
    )
    external_id = models.CharField(max_length=120)
    ordered_at = models.DateTimeField()
    item = models.CharField(max_length=200, blank=True)
    quantity = models.DecimalField(max_digits=12, decimal_places=2, default=1)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)

    objects = WorkspaceQuerySet["Order"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "external_id"], name="order_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-ordered_at"], name="order_newest"),
            models.Index(fields=["person", "-ordered_at"], name="order_person"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.item} at {self.ordered_at}"
