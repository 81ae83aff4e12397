"""Customers that were lost, and what we knew before."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet

if TYPE_CHECKING:
    from emptychair.accounts.access import Access


class LostCustomerQuerySet(WorkspaceQuerySet["LostCustomer"]):
    """Adjectives of lost customers."""

    @override
    def visible_to(self, access: "Access") -> Self:
        """Those of the workspace; a partner sees no customers."""
        found = super().visible_to(access)
        return found.none() if access.assigned_only else found


class LostCustomer(WorkspaceModel):
    """One that left: the warnings there were, whether anybody acted, what we learn from it."""

    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    left_on = models.DateField()
    how = models.CharField(max_length=10)  # types.Ended
    worth = models.FloatField(null=True)  # a year, before
    warnings = models.JSONField(default=list)  # day and codes, oldest first
    warned_on = models.DateField(null=True)
    acts = models.JSONField(default=list)  # day and kind
    acted_on = models.DateField(null=True)  # the first after the first warning
    lesson = models.TextField(blank=True)
    lesson_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    lesson_at = models.DateTimeField(null=True)

    objects = LostCustomerQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "company", "left_on"],
                condition=models.Q(person=None),
                name="lost_company_once",
            ),
            models.UniqueConstraint(
                fields=["workspace", "person", "left_on"],
                condition=models.Q(company=None),
                name="lost_person_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-left_on"], name="lost_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.company_id or self.person_id} on {self.left_on}"
