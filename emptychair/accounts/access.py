"""`Access`: who acts, in which workspace, with which rights. Services and queries take it first."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from django.apps import apps

from emptychair.accounts.permissions import ALL, Permission
from emptychair.kit.errors import Refused

if TYPE_CHECKING:
    from emptychair.accounts.models import Workspace


class ActorKind(StrEnum):
    """Who acts."""

    PERSON = "person"
    TOKEN = "token"  # noqa: S105 - a kind, no secret
    SYSTEM = "system"
    RESPONDENT = "respondent"


@dataclass(frozen=True, slots=True)
class Actor:
    """Whom the audit trail names: `label` stays readable after the row with `id` is gone."""

    kind: ActorKind
    id: int | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Made in `accounts` only, and handed down; nothing below asks a request who it is."""

    actor: Actor
    place: "Workspace | None"
    rights: frozenset[Permission]
    may_see_names: bool
    teams: frozenset[int] = frozenset()  # ids of the teams this person is in, in this workspace
    assigned_only: bool = False  # a partner: rows that are not assigned to them do not exist

    @classmethod
    def system(cls, workspace: "Workspace | None", reason: str) -> Self:
        """The product itself, for jobs and commands. `reason` stands in the audit trail."""
        actor = Actor(ActorKind.SYSTEM, None, reason)
        return cls(actor=actor, place=workspace, rights=ALL, may_see_names=True)

    @classmethod
    def standing_in(cls, workspace_id: int) -> Self:
        """For `accounts/prepared.py`: nothing of the workspace is known but its number."""
        workspace = apps.get_model("accounts", "Workspace")(pk=workspace_id)
        return cls.system(workspace, "prepared")

    @classmethod
    def respondent(cls, workspace: "Workspace", label: str) -> Self:
        """Somebody who answers a survey through a signed link: no right but to answer it."""
        actor = Actor(ActorKind.RESPONDENT, None, label)
        return cls(actor=actor, place=workspace, rights=frozenset(), may_see_names=False)

    @property
    def user_id(self) -> int | None:
        """The user who acts, or nothing when it is a token, a respondent or the product itself."""
        return self.actor.id if self.actor.kind is ActorKind.PERSON else None

    @property
    def workspace(self) -> "Workspace":
        """The workspace. Raises `Refused` before one is chosen."""
        if self.place is None:
            raise Refused
        return self.place

    def may(self, permission: Permission) -> bool:
        """Whether this is allowed."""
        return permission in self.rights

    def require(self, permission: Permission) -> None:
        """Raise `Refused`, with the name of the right, unless this is allowed."""
        if permission not in self.rights:
            raise Refused(needs=permission.value)
