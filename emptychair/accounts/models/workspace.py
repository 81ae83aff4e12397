"""A company, or a part of one, that hears its customers here."""

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from typing_extensions import override

from emptychair.kit.models import TimedModel


class Workspace(TimedModel):
    """Its language, its days and its fiscal years hold for everything in it."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    language = models.CharField(max_length=8, default="ja")
    time_zone = models.CharField(max_length=60, default="Asia/Tokyo")
    fiscal_year_start = models.PositiveSmallIntegerField(default=4)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(fiscal_year_start__gte=1, fiscal_year_start__lte=12),
                name="workspace_fiscal_month",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which its days begin."""
        return ZoneInfo(self.time_zone)
