"""Legal, finance, support, the shops: who answers for a touchpoint."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Team(WorkspaceModel):
    """A part of the company that owns touchpoints and cases."""

    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=30, blank=True)  # support, finance, legal, ...; see types
    address = models.EmailField(max_length=254, blank=True)  # told of new cases, if set
    position = models.PositiveIntegerField(default=0)

    objects = WorkspaceQuerySet["Team"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "name"], name="team_name_once"),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class TeamMember(WorkspaceModel):
    """One person in one team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="teams"
    )

    objects = WorkspaceQuerySet["TeamMember"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "team", "user"], name="team_member_once"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.user_id} in {self.team_id}"
