"""What somebody does with their own account; every workspace they are in gets to know."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.errors import LanguageUnknown
from emptychair.accounts.models import Membership, User
from emptychair.accounts.services.audit import record_audit


def change_profile(access: Access, user: User, *, name: str, language: str) -> User:
    """How somebody is called, and the language of their pages. Raises `LanguageUnknown`."""
    if language not in dict(settings.LANGUAGES):
        raise LanguageUnknown
    before = {"name": user.name, "language": user.language}
    after = {"name": name.strip(), "language": language}
    if before == after:
        return user
    with transaction.atomic():
        user.name, user.language = after["name"], language
        user.save(update_fields=["name", "language", "changed_at"])
        note_own_act(access, user, action="member.profile_changed", before=before, after=after)
    return user


def note_own_act(
    access: Access,
    user: User,
    *,
    action: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write into the trail of each of their workspaces what somebody did with their account."""
    for membership in Membership.objects.filter(user=user).select_related("workspace"):
        inside = replace(access, place=membership.workspace)
        record_audit(inside, user, action=action, before=before, after=after)
