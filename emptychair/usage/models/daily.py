"""How much was used on which day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class DailyUse(WorkspaceModel):
    """One customer, feature and local day, as it became known on `recorded_on`.

    Counted from events: one row a person, `users` is 1. Events that come late make a further row
    with a later `recorded_on`, so that what was known on a day can be told afterwards. Given counts
    have a company, no person, and an empty feature where they are about the whole product.
    """

    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="daily_use"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="daily_use"
    )
    feature = models.CharField(max_length=120, blank=True)
    day = models.DateField()
    recorded_on = models.DateField()
    users = models.PositiveIntegerField(default=1)
    actions = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=10)  # types.Origin

    objects = WorkspaceQuerySet["DailyUse"].as_manager()

    class Meta:
        verbose_name_plural = "daily use"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "day", "company", "person", "feature", "recorded_on"],
                condition=Q(company__isnull=False, person__isnull=False),
                name="use_of_member_once",
            ),
            models.UniqueConstraint(
                fields=["workspace", "day", "person", "feature", "recorded_on"],
                condition=Q(company__isnull=True, person__isnull=False),
                name="use_of_person_once",
            ),
            models.UniqueConstraint(
                fields=["workspace", "day", "company", "feature", "origin", "recorded_on"],
                condition=Q(company__isnull=False, person__isnull=True),
                name="use_of_company_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "day"], name="use_by_day"),
            models.Index(fields=["company", "day"], name="use_of_company"),
            models.Index(fields=["person", "day"], name="use_of_person"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.feature or 'all'} on {self.day}: {self.actions}"
