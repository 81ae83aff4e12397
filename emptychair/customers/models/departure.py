"""Who has left, as the last reading of `queries/leaving.py` found it."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Departure(WorkspaceModel):
    """One customer who left. `stays` says the opposite: it was written down that they left, but by
    contract or rhythm they are still here. Who came back keeps the row, with the day.
    """

    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    unit = models.BigIntegerField()  # id of the company, or of the person below nothing
    left_on = models.DateField()
    how = models.CharField(max_length=10)  # types.HowLeft
    stays = models.BooleanField(default=False)
    back_on = models.DateField(null=True)

    objects = WorkspaceQuerySet["Departure"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "unit"],
                condition=models.Q(back_on=None),
                name="departure_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "person"], name="departure_person"),
            models.Index(fields=["workspace", "company"], name="departure_company"),
            models.Index(fields=["workspace", "left_on"], name="departure_day"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.unit}: {self.left_on}"


class LeavingRun(WorkspaceModel):
    """The last reading of who has left."""

    as_of = models.DateField()
    read_at = models.DateTimeField()
    left = models.PositiveIntegerField(default=0)

    objects = WorkspaceQuerySet["LeavingRun"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="leaving_run_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.as_of}: {self.left}"
