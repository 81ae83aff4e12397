"""How far events have been counted."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class CountingState(WorkspaceModel):
    """Up to which event the days are right for good; later ones are counted again.

    Where all days are counted, that is done customer by customer: `all_up_to` is the event up to
    which they will be right, and those before `after_company` and `after_person` are done. Whoever
    is at it says so until `taken_until`, so that nobody does the same beside them.
    """

    event_id = models.PositiveBigIntegerField(default=0)
    counted_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)  # when the readings of companies were made
    recount_wanted = models.BooleanField(default=False)  # a rule changed: all days anew
    all_up_to = models.PositiveBigIntegerField(null=True)
    after_company = models.PositiveBigIntegerField(default=0)
    after_person = models.PositiveBigIntegerField(default=0)
    taken_until = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["CountingState"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="use_counting_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"counted up to {self.event_id}"
