"""A company, or a part of one, that hears its customers here."""

from datetime import time
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
    currency = models.CharField(max_length=3, default="JPY")
    country = models.CharField(max_length=2, default="JP")  # whose public holidays count
    work_days = models.CharField(max_length=7, default="01234")  # 0 is Monday
    work_from = models.TimeField(default=time(9))
    work_to = models.TimeField(default=time(18))
    sender_name = models.CharField(max_length=120, blank=True)
    sender_address = models.EmailField(max_length=254, blank=True)
    signature = models.TextField(blank=True)  # below mails to customers
    is_demo = models.BooleanField(default=False)  # made-up customers; no mail ever leaves
    settings = models.JSONField(default=dict, blank=True)  # small switches of the domains, by name

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
