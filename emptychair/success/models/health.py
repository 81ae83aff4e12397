"""How each customer stands, as the last night computed it."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet

if TYPE_CHECKING:
    from emptychair.accounts.access import Access


class CustomerHealthQuerySet(WorkspaceQuerySet["CustomerHealth"]):
    """Adjectives of readings."""

    @override
    def visible_to(self, access: "Access") -> Self:
        """Those of the workspace; a partner sees no customers."""
        found = super().visible_to(access)
        return found.none() if access.assigned_only else found

    def at_risk(self) -> Self:
        """With a sign of leaving, or with a risk that a live model tells of."""
        return self.with_flags("is_listed")


class CustomerHealth(WorkspaceModel):
    """Of one company or one person who buys for themselves: both halves, risk, signs.

    Halves and risks are None where unknown, which is never good. `rank` is value at stake times
    what can still be changed; `history` holds the last months, oldest first.
    """

    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    unit = models.BigIntegerField()  # id of the company, or of the person below nothing
    as_of = models.DateField()
    looked_at = models.DateTimeField()
    outcome = models.FloatField(null=True)
    outcome_confidence = models.FloatField(default=0)
    experience = models.FloatField(null=True)
    experience_confidence = models.FloatField(default=0)
    quadrant = models.CharField(max_length=10)  # types.Quadrant
    inputs = models.JSONField(default=dict)  # by key: value now and 28 days before
    risk_30 = models.FloatField(null=True)
    risk_60 = models.FloatField(null=True)
    risk_90 = models.FloatField(null=True)
    worth = models.FloatField(null=True)  # a year
    at_stake = models.FloatField(null=True)
    rank = models.FloatField(default=0)
    signs = models.JSONField(default=list)  # code and numbers
    codes = models.CharField(max_length=300, blank=True)  # of signs: " silent bad_word "
    chances = models.JSONField(default=list)
    has_chances = models.BooleanField(default=False)  # so that an index finds the few
    reasons = models.JSONField(default=list)  # of a live model
    renews_in = models.IntegerField(null=True)
    silent_days = models.IntegerField(null=True)
    stage = models.PositiveSmallIntegerField(default=1)
    is_listed = models.BooleanField(default=False)
    history = models.JSONField(default=list)
    own_model = models.BigIntegerField(default=0)  # segment whose own model gave the risk; 0: none

    objects = CustomerHealthQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "health of customers"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "unit"], name="health_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "is_listed", "-rank", "unit"], name="health_by_rank"),
            models.Index(
                fields=["workspace", "is_listed", "-risk_90", "-rank", "unit"],
                name="health_by_risk",
            ),
            models.Index(
                fields=["workspace", "is_listed", "-worth", "unit"], name="health_by_worth"
            ),
            models.Index(
                fields=["workspace", "is_listed", "renews_in", "unit"], name="health_by_renewal"
            ),
            models.Index(
                fields=["workspace", "quadrant", "-worth", "unit"], name="health_by_quadrant"
            ),
            models.Index(fields=["workspace", "-worth", "unit", "quadrant"], name="health_dearest"),
            models.Index(
                fields=["workspace", "has_chances", "-worth", "unit"], name="health_by_chance"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.quadrant} of {self.company_id or self.person_id}"
