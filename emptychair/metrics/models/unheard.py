"""The largest customers who never said anything, as of the last nightly reading."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class UnheardReading(WorkspaceModel):
    """One look at all customers with a value: how many are large, and how many of those silent."""

    as_of = models.DateField()
    read_at = models.DateTimeField()
    customers = models.PositiveIntegerField()  # with a value
    large = models.PositiveIntegerField()  # the most valuable tenth of them
    unheard = models.PositiveIntegerField()  # of the large
    large_value = models.FloatField()
    unheard_value = models.FloatField()
    # Who was heard in the 90 days up to the day; None: not counted by this reading.
    people = models.PositiveIntegerField(null=True)
    people_heard = models.PositiveIntegerField(null=True)
    value = models.FloatField(null=True)
    value_heard = models.FloatField(null=True)

    objects = WorkspaceQuerySet["UnheardReading"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="unheard_reading_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.as_of}: {self.unheard} of {self.large}"


class UnheardCustomer(WorkspaceModel):
    """One of them; written anew by every reading. `ask` is whom the contact rule let one ask."""

    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    place = models.PositiveIntegerField()  # by value, of all customers with one
    value = models.FloatField()  # a year
    people = models.PositiveIntegerField()
    ask = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=20, blank=True)  # why nobody may be asked by mail
    parameters = models.JSONField(default=dict, blank=True)

    objects = WorkspaceQuerySet["UnheardCustomer"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "place"], name="unheard_place_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.place}: {self.person_id or self.company_id}"
