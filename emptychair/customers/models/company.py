"""A company that buys from us."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Company(WorkspaceModel):
    """A customer that is a company; `parent` makes the hierarchy."""

    external_id = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=200)
    name_reading = models.CharField(max_length=200, blank=True)  # in kana
    search_text = models.TextField(blank=True)  # folded, see rules/names.py
    domain = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="parts")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # who looks after them
    language = models.CharField(max_length=8, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)
    region = models.CharField(max_length=80, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    joined_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    yearly_value = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    note = models.TextField(blank=True)

    objects = WorkspaceQuerySet["Company"].as_manager()

    class Meta:
        verbose_name_plural = "companies"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "external_id"],
                condition=~models.Q(external_id=""),
                name="company_external_id",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "name"], name="company_name"),
            models.Index(fields=["workspace", "-changed_at"], name="company_newest"),
            models.Index(fields=["workspace", "-yearly_value", "id"], name="company_value"),
        ]

    @override
    def __str__(self) -> str:
        return self.name
