"""A person who buys, uses or answers."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Person(WorkspaceModel):
    """One customer. A merged one keeps its row and points at the one that stays."""

    external_id = models.CharField(max_length=120, blank=True)
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.SET_NULL, related_name="people"
    )
    name = models.CharField(max_length=255, blank=True)
    name_reading = models.CharField(max_length=200, blank=True)  # in kana
    search_text = models.TextField(blank=True)  # folded, see rules/names.py
    email = models.CharField(max_length=254, blank=True)  # lower case
    phone = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)
    region = models.CharField(max_length=80, blank=True)
    segment = models.CharField(max_length=80, blank=True)  # the company's own word, as imported
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # who looks after them
    attributes = models.JSONField(default=dict, blank=True)
    joined_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    yearly_value = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    last_event_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="merged"
    )

    objects = WorkspaceQuerySet["Person"].as_manager()

    class Meta:
        verbose_name_plural = "people"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "external_id"],
                condition=~models.Q(external_id=""),
                name="person_external_id",
            ),
        ]
        indexes: ClassVar = [
            # Those that end with `merged_into` are walked for doubles without reading the rows.
            models.Index(fields=["workspace", "email", "merged_into"], name="person_email"),
            models.Index(fields=["workspace", "name"], name="person_name"),
            models.Index(fields=["workspace", "-last_event_at"], name="person_last_event"),
            models.Index(fields=["workspace", "-changed_at"], name="person_newest"),
            models.Index(fields=["workspace", "created_at", "id"], name="person_oldest"),
            models.Index(fields=["workspace", "phone", "merged_into"], name="person_phone"),
            models.Index(fields=["workspace", "-yearly_value"], name="person_value"),
            models.Index(
                fields=["workspace", "company", "name", "merged_into"], name="person_of_company"
            ),
            models.Index(  # counted and summed from the index alone
                fields=[
                    "workspace",
                    "merged_into",
                    "language",
                    "left_on",
                    "company",
                    "yearly_value",
                ],
                name="person_counted",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name or self.email or self.external_id
