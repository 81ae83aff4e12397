"""What a customer told about the job they hired us for."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Interview(WorkspaceModel):
    """One conversation. A draft until somebody says that it is done; a customer may have several.

    Choices are codes of the guide, words are the customer's own.
    """

    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    state = models.CharField(max_length=10, default="draft")  # types.InterviewState
    held_on = models.DateField()
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    department = models.CharField(max_length=20)  # of the guide
    industry = models.CharField(max_length=20, blank=True)
    job_code = models.CharField(max_length=40, blank=True)  # "hr.more"; "hr.other": own words
    job = models.TextField(blank=True)
    situation_codes = models.JSONField(default=list, blank=True)
    situation = models.TextField(blank=True)
    alternative_codes = models.JSONField(default=list, blank=True)
    alternatives = models.TextField(blank=True)
    hired = models.TextField(blank=True)
    fired = models.TextField(blank=True)
    push = models.TextField(blank=True)
    pull = models.TextField(blank=True)
    habit = models.TextField(blank=True)
    anxiety = models.TextField(blank=True)
    number_words = models.TextField(blank=True)  # by which number they would see it
    quotes = models.JSONField(default=list, blank=True)

    objects = WorkspaceQuerySet["Interview"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(company=None) ^ models.Q(person=None),
                name="interview_of_one_customer",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state", "job_code"], name="interview_job"),
            models.Index(fields=["workspace", "-held_on", "-id"], name="interview_newest"),
            models.Index(fields=["workspace", "company"], name="interview_company"),
            models.Index(fields=["workspace", "person"], name="interview_person"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.job_code or self.department} on {self.held_on}"
