"""Setting up displays and switching them off."""

from datetime import date, datetime
from secrets import token_urlsafe

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.digests.errors import DigestInvalid
from emptychair.digests.models import Wall
from emptychair.surveys.types import Metric
from emptychair.touchpoints.queries import touchpoint_with_id


@transaction.atomic
def create_wall(
    access: Access,
    *,
    label: str,
    language: str,
    metric: str = "",
    touchpoint_id: int | None = None,
    shows_voices: bool = False,
    expires_on: date | None = None,
) -> Wall:
    """A display with an address of its own. Raises `DigestInvalid` and `NotFound`."""
    access.require(Permission.PROGRAMME_MANAGE)
    if not label.strip() or (metric and metric not in Metric.values):
        raise DigestInvalid
    wall = Wall.objects.create(
        workspace=access.workspace,
        label=label.strip()[:80],
        secret=token_urlsafe(18),
        language=language,
        metric=metric,
        touchpoint=touchpoint_with_id(access, touchpoint_id) if touchpoint_id else None,
        shows_voices=shows_voices,
        expires_on=expires_on,
        created_by_id=access.user_id,
    )
    after = {"label": wall.label, "voices": shows_voices, "expires_on": str(expires_on or "")}
    record_audit(access, wall, action="wall.created", after=after)
    return wall


@transaction.atomic
def revoke_wall(access: Access, wall: Wall, *, now: datetime) -> None:
    """Switch it off: its address leads nowhere from now on."""
    access.require(Permission.PROGRAMME_MANAGE)
    if wall.revoked_at is None:
        wall.revoked_at = now
        wall.save(update_fields=["revoked_at", "changed_at"])
        record_audit(access, wall, action="wall.revoked", before={"label": wall.label})
