"""Alice owns, Bob is in the team, Charlie must see nothing; and everybody else who may knock."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.models import Membership, User, Workspace
from emptychair.accounts.permissions import Permission, Role
from emptychair.accounts.services.tokens import create_token
from emptychair.accounts.services.workspaces import create_workspace

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class People:
    workspace: Workspace
    neighbours: Workspace
    alice: User  # owner
    maya: User  # manager
    bob: User  # member
    ana: User  # analyst
    paul: User  # partner
    charlie: User  # owner of the neighbours
    dave: User  # in no workspace

    @property
    def system(self) -> Access:
        return Access.system(self.workspace, "tests")


def make_user(name: str) -> User:
    return User.objects.create_user(f"{name}@example.com", name=name.title())


# Tests run on Sundays too; those of the send window set hours of their own.
ALWAYS = {
    "mail_from": "00:00",
    "mail_to": "23:59:59.999999",
    "phone_from": "00:00",
    "phone_to": "23:59:59.999999",
    "every_day": True,
    "on_holidays": True,
}


def make_workspace(slug: str) -> Workspace:
    workspace = create_workspace(
        Access.system(None, "tests"),
        name=slug.title(),
        slug=slug,
        language="ja",
        time_zone="Asia/Tokyo",
    )
    workspace.settings = {**workspace.settings, "send_hours": ALWAYS}
    workspace.save(update_fields=["settings"])
    return workspace


def make_people() -> People:
    """All at once: nearly every test begins with them. How members are let in has its own tests."""
    here, there = make_workspace("kitchen"), make_workspace("neighbours")
    names = ("alice", "maya", "bob", "ana", "paul", "charlie", "dave")
    made = [User(email=f"{name}@example.com", name=name.title()) for name in names]
    for user in made:
        user.set_unusable_password()
    users = dict(zip(names, User.objects.bulk_create(made), strict=True))
    roles = [(here, users[name], role) for name, role in zip(names[:5], Role, strict=True)]
    Membership.objects.bulk_create(
        Membership(workspace=place, user=user, role=role.value)
        for place, user, role in [*roles, (there, users["charlie"], Role.OWNER)]
    )
    return People(workspace=here, neighbours=there, **users)


def make_secret(workspace: Workspace, *scopes: Permission, now: datetime, days: int = 1) -> str:
    _token, secret = create_token(
        Access.system(workspace, "tests"),
        name="machine",
        scopes=scopes,
        expires_at=now + timedelta(days=days),
        now=now,
    )
    return secret
