"""The customer's way to their plan."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class PlanLink(WorkspaceModel):
    """A signed address for one person of the customer; it ends, and it can be withdrawn."""

    plan = models.ForeignKey("plans.SuccessPlan", on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    message = models.ForeignKey(
        "messaging.Message", null=True, on_delete=models.SET_NULL, related_name="+"
    )  # the last mail with it

    objects = WorkspaceQuerySet["PlanLink"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "plan", "-created_at"], name="plan_link_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"link {self.pk} to plan {self.plan_id}"
