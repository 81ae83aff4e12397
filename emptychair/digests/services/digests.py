"""Setting up a regular report: what, for whom, when, to whom."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import RIGHTS, Permission
from emptychair.accounts.queries import members_of, team_with_id
from emptychair.accounts.services.audit import record_audit
from emptychair.digests.errors import (
    AudienceMissing,
    DayUnknown,
    DigestInvalid,
    NoSuchReader,
    NotConfirmed,
)
from emptychair.digests.models import Digest, DigestRecipient
from emptychair.digests.rules.cadence import is_day
from emptychair.digests.types import Audience, Cadence, Form, Settings
from emptychair.kit.errors import NotFound
from emptychair.touchpoints.queries import touchpoint_with_id

LANGUAGES = ("ja", "en")
MOST_ADDRESSES = 20


@transaction.atomic
def save_digest(
    access: Access,
    wanted: Settings,
    *,
    digest: Digest | None = None,
    confirmed: bool = False,
    now: datetime,
) -> Digest:
    """Set one up, or change it. Addresses outside need `confirmed` once.

    What was due before now is not made up. Raises the refusals of `errors.py`.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    _check(access, wanted)
    before = _plain(digest) if digest else {}
    known = _addresses(digest) if digest else set()
    new = {one.lower() for one in wanted.addresses} - known
    if new and not confirmed:
        raise NotConfirmed
    row = digest or Digest(workspace=access.workspace, created_by_id=access.user_id)
    if digest is None or (digest.cadence, digest.day, digest.hour) != _when(wanted):
        row.active_from = now
    _fill(access, row, wanted)
    row.save()
    _set_recipients(access, row, wanted)
    action = "digest.changed" if digest else "digest.created"
    record_audit(access, row, action=action, before=before, after=_plain(row))
    return row


@transaction.atomic
def pause_digest(access: Access, digest: Digest, *, now: datetime) -> None:
    """Make and send nothing until it is resumed."""
    access.require(Permission.PROGRAMME_MANAGE)
    digest.paused_at = now
    digest.save(update_fields=["paused_at", "changed_at"])
    record_audit(access, digest, action="digest.paused")


@transaction.atomic
def resume_digest(access: Access, digest: Digest, *, now: datetime) -> None:
    """Go on with the next one; what was due in between is not made up."""
    access.require(Permission.PROGRAMME_MANAGE)
    digest.paused_at, digest.active_from = None, now
    digest.save(update_fields=["paused_at", "active_from", "changed_at"])
    record_audit(access, digest, action="digest.resumed")


@transaction.atomic
def remove_digest(access: Access, digest: Digest, *, now: datetime) -> None:
    """Put it away; for a week it can be taken back."""
    access.require(Permission.PROGRAMME_MANAGE)
    digest.removed_at = now
    digest.save(update_fields=["removed_at", "changed_at"])
    record_audit(access, digest, action="digest.removed", before=_plain(digest))


@transaction.atomic
def restore_digest(access: Access, digest: Digest, *, now: datetime) -> None:
    """Take the removal back."""
    access.require(Permission.PROGRAMME_MANAGE)
    digest.removed_at, digest.active_from = None, now
    digest.save(update_fields=["removed_at", "active_from", "changed_at"])
    record_audit(access, digest, action="digest.restored")


def _check(access: Access, wanted: Settings) -> None:
    if not wanted.name.strip() or not wanted.forms or not set(wanted.forms) <= set(Form.values):
        raise DigestInvalid
    if wanted.language not in LANGUAGES or wanted.cadence not in Cadence.values:
        raise DigestInvalid
    if not is_day(wanted.cadence, wanted.day, wanted.hour):
        raise DayUnknown
    _check_readers(access, wanted)


def _check_readers(access: Access, wanted: Settings) -> None:
    readers = {
        one.user_id for one in members_of(access) if Permission.REPORT_READ in RIGHTS[one.role]
    }
    if not set(wanted.members) <= readers or len(wanted.addresses) > MOST_ADDRESSES:
        raise NoSuchReader
    try:
        for address in wanted.addresses:
            validate_email(address)
    except ValidationError as problem:
        raise NoSuchReader from problem


def _fill(access: Access, row: Digest, wanted: Settings) -> None:
    row.name, row.audience = wanted.name.strip()[:120], wanted.audience
    row.team, row.touchpoint = None, None
    try:
        if wanted.audience == Audience.TEAM:
            row.team = team_with_id(access, wanted.team_id or 0)
        elif wanted.audience == Audience.TOUCHPOINT:
            row.touchpoint = touchpoint_with_id(access, wanted.touchpoint_id or 0)
        elif wanted.audience != Audience.BOARD:
            raise AudienceMissing
    except NotFound as missing:
        raise AudienceMissing from missing
    row.cadence, row.day, row.hour = _when(wanted)
    row.forms = [form for form in Form.values if form in wanted.forms]
    row.language, row.with_names = wanted.language, wanted.with_names


def _set_recipients(access: Access, row: Digest, wanted: Settings) -> None:
    rows = DigestRecipient.objects.visible_to(access).filter(digest=row)
    wanted_addresses = {one.lower() for one in wanted.addresses}
    rows.filter(user__isnull=False).exclude(user__in=wanted.members).delete()
    rows.filter(user=None).exclude(address__in=wanted_addresses).delete()
    for user_id in wanted.members:
        rows.get_or_create(workspace=access.workspace, digest=row, user_id=user_id)
    for address in sorted(wanted_addresses - set(rows.values_list("address", flat=True))):
        DigestRecipient.objects.create(
            workspace=access.workspace, digest=row, address=address,
            confirmed_by_id=access.user_id,
        )  # fmt: skip


def _when(wanted: Settings) -> tuple[str, int, int]:
    return wanted.cadence, wanted.day, wanted.hour


def _addresses(digest: Digest) -> set[str]:
    return {one.address for one in digest.recipients.all() if one.address}


def _plain(row: Digest) -> dict[str, Any]:
    people = row.recipients.select_related("user")
    return {
        "name": row.name,
        "audience": row.audience,
        "team": row.team_id,
        "touchpoint": row.touchpoint_id,
        "cadence": row.cadence,
        "day": row.day,
        "hour": row.hour,
        "forms": row.forms,
        "language": row.language,
        "with_names": row.with_names,
        "recipients": sorted(one.address or (one.user.email if one.user else "") for one in people),
    }
