"""Days on which prices changed, as somebody entered them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class PriceChange(WorkspaceModel):
    """One change of prices: whether leaving coincides with it can be asked."""

    changed_on = models.DateField()
    words = models.CharField(max_length=200)
    percent = models.FloatField(null=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["PriceChange"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-changed_on"], name="price_change_newest"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.changed_on}: {self.words}"
