"""A silence from its beginning to its end, and pauses that are known."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class SilentEpisode(WorkspaceModel):
    """One silence of one customer: since when, what was done about it, how it ended."""

    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    last_seen = models.DateField()  # the last sign before it
    began_on = models.DateField()  # when it was noticed
    value = models.FloatField(null=True)
    held_out = models.BooleanField(default=False)
    contacted_at = models.DateTimeField(null=True)
    contacted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    case = models.ForeignKey("loop.Case", null=True, on_delete=models.SET_NULL, related_name="+")
    snoozed_until = models.DateField(null=True)
    outcome = models.CharField(max_length=10, blank=True)  # types.CameBack
    ended_on = models.DateField(null=True)

    objects = WorkspaceQuerySet["SilentEpisode"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "person", "last_seen"], name="episode_person_once"
            ),
            models.UniqueConstraint(
                fields=["workspace", "company", "last_seen"], name="episode_company_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "outcome", "-began_on"], name="episode_outcome"),
            models.Index(fields=["workspace", "-contacted_at"], name="episode_contacted"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.person_id or self.company_id} since {self.last_seen}"


class KnownPause(WorkspaceModel):
    """We know why they are away: they are not silent until then."""

    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    until = models.DateField()
    reason = models.CharField(max_length=300)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    noted_label = models.CharField(max_length=200, blank=True)
    lifted_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["KnownPause"].as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "until"], name="pause_until"),
        ]

    @override
    def __str__(self) -> str:
        return f"until {self.until}"
