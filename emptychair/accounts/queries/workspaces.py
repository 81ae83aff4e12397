"""Workspaces: the operator's, and those of somebody."""

from django.db.models import Exists, OuterRef

from emptychair.accounts.access import Access, ActorKind
from emptychair.accounts.models import Membership, User, Workspace
from emptychair.accounts.permissions import Role
from emptychair.accounts.types import PlaceRow


def workspace_with_slug(access: Access, slug: str) -> Workspace | None:
    """The workspace with this slug, for the operator's commands; others see only their own."""
    found = Workspace.objects.filter(slug=slug)
    if access.actor.kind is not ActorKind.SYSTEM:
        found = found.filter(pk=access.workspace.pk)
    return found.first()


def first_workspace(access: Access) -> Workspace | None:
    """The oldest workspace that `access` may see."""
    found = Workspace.objects.order_by("pk")
    if access.actor.kind is not ActorKind.SYSTEM:
        found = found.filter(pk=access.workspace.pk)
    return found.first()


def workspace_slugs(access: Access) -> list[str]:
    """What the operator's commands call each workspace, the oldest first."""
    found = Workspace.objects.order_by("pk")
    if access.actor.kind is not ActorKind.SYSTEM:
        found = found.filter(pk=access.workspace.pk)
    return list(found.values_list("slug", flat=True))


def own_workspaces(access: Access) -> list[PlaceRow]:
    """The workspaces of whoever asks, the first one first; none for tokens and the product."""
    if access.user_id is None:
        return []
    found = Membership.objects.filter(user=access.user_id).select_related("workspace")
    return [
        PlaceRow(
            name=one.workspace.name,
            slug=one.workspace.slug,
            role=Role(one.role),
            is_demo=one.workspace.is_demo,
        )
        for one in found.order_by("created_at")
    ]


def demo_slug(access: Access, user: User, *, language: str) -> str:
    """The demo workspace of `user` in this language, else any of theirs; empty without one."""
    del access  # nobody is anybody yet
    found = Membership.objects.filter(user=user, workspace__is_demo=True)
    slugs = dict(
        found.order_by("-created_at").values_list("workspace__language", "workspace__slug")
    )
    return slugs.get(language) or next(iter(slugs.values()), "")


def user_with_email(access: Access, email: str) -> User | None:
    """Who signs in with this address, whatever its capitals."""
    del access
    return User.objects.filter(email__iexact=email, is_active=True).first()


def anybody_is_here(access: Access) -> bool:
    """Whether somebody can sign in already. The people of the demo do not count."""
    del access
    own = Membership.objects.filter(user=OuterRef("pk"))
    only_in_the_demo = Exists(own) & ~Exists(own.filter(workspace__is_demo=False))
    return User.objects.exclude(only_in_the_demo).exists()
