"""Who answers for the programme."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Programme(WorkspaceModel):
    """One row for each workspace: the two seats. An executive owner may be no user of the product,
    and then has a name only.
    """

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    executive = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    executive_name = models.CharField(max_length=120, blank=True)
    executive_title = models.CharField(max_length=120, blank=True)
    executive_is_head = models.BooleanField(default=False)  # of the business, or above

    objects = WorkspaceQuerySet["Programme"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="programme_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"programme of {self.workspace_id}"
