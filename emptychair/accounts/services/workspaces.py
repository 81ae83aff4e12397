"""Making workspaces, and changing what holds for everything in one."""

import secrets
from dataclasses import asdict, replace
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from emptychair.accounts.access import Access
from emptychair.accounts.errors import (
    DemoStaysInside,
    SlugTaken,
    TimeZoneUnknown,
    WorkspaceWordsInvalid,
)
from emptychair.accounts.models import Membership, User, Workspace
from emptychair.accounts.permissions import ALL, Permission, Role
from emptychair.accounts.rules.entrance import is_demo_address
from emptychair.accounts.services.audit import record_audit
from emptychair.accounts.types import WorkspaceWords
from emptychair.kit.zones import time_zones

CODE, COUNTRY = 3, 2  # letters of a currency, of a country


def create_workspace(
    access: Access, *, name: str, slug: str, language: str, time_zone: str
) -> Workspace:
    """A new, empty workspace. Raises `SlugTaken` and `TimeZoneUnknown`."""
    if time_zone not in time_zones():
        raise TimeZoneUnknown(time_zone=time_zone)
    words = {"name": name, "slug": slug, "language": language, "time_zone": time_zone}
    try:
        with transaction.atomic():
            workspace = Workspace.objects.create(**words)
            inside = replace(access, place=workspace)
            record_audit(inside, workspace, action="workspace.created", after=words)
    except IntegrityError:
        raise SlugTaken(slug=slug) from None
    return workspace


def found_workspace(
    access: Access, user: User, *, name: str, language: str, time_zone: str
) -> Workspace:
    """A new workspace that belongs to `user`. Raises `TimeZoneUnknown` and `DemoStaysInside`."""
    if is_demo_address(user.email):
        raise DemoStaysInside
    slug = f"{slugify(name)[:40] or 'place'}-{secrets.token_hex(3)}"
    with transaction.atomic():
        workspace = create_workspace(
            access, name=name.strip(), slug=slug, language=language, time_zone=time_zone
        )
        add_member(replace(access, place=workspace, rights=ALL), user, role=Role.OWNER)
    return workspace


def change_workspace(access: Access, words: WorkspaceWords) -> Workspace:
    """Change what holds for everything in the workspace; the trail names only what is new.

    Raises `TimeZoneUnknown` and `WorkspaceWordsInvalid`.
    """
    access.require(Permission.WORKSPACE_MANAGE)
    wanted = asdict(words)
    _check(words)
    with transaction.atomic():
        workspace = Workspace.objects.select_for_update().get(pk=access.workspace.pk)
        old = {key: getattr(workspace, key) for key in wanted}
        changed = {key: new for key, new in wanted.items() if old[key] != new}
        if not changed:
            return workspace
        for key, new in changed.items():
            setattr(workspace, key, new)
        workspace.save(update_fields=[*changed, "changed_at"])
        before = _plain({key: old[key] for key in changed})
        after = _plain(changed)
        record_audit(access, workspace, action="workspace.changed", before=before, after=after)
    return workspace


def add_member(access: Access, user: User, *, role: Role) -> Membership:
    """Let somebody into the workspace of `access`, or give them another role there."""
    access.require(Permission.MEMBER_MANAGE)
    with transaction.atomic():
        before = Membership.objects.visible_to(access).filter(user=user).first()
        old = {"role": before.role} if before else {}
        membership, _ = Membership.objects.update_or_create(
            workspace=access.workspace, user=user, defaults={"role": role.value}
        )
        record_audit(
            access, membership, action="member.set", before=old, after={"role": role.value}
        )
    return membership


def _check(words: WorkspaceWords) -> None:
    if words.time_zone not in time_zones():
        raise TimeZoneUnknown(time_zone=words.time_zone)
    wrong = {
        "name": not words.name.strip(),
        "language": words.language not in dict(settings.LANGUAGES),
        "currency": len(words.currency) != CODE or not words.currency.isupper(),
        "country": len(words.country) != COUNTRY or not words.country.isupper(),
        "fiscal_year_start": words.fiscal_year_start not in range(1, 13),
        "work_days": not words.work_days or set(words.work_days) - set("0123456"),
        "work_to": words.work_to <= words.work_from,
    }
    if any(wrong.values()):
        raise WorkspaceWordsInvalid(fields=[name for name, bad in wrong.items() if bad])


def _plain(values: dict[str, Any]) -> dict[str, str | int]:
    return {key: one if isinstance(one, int) else str(one) for key, one in values.items()}
