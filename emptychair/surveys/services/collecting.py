"""Opening and closing places where answers come without an invitation."""

import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.errors import Invalid
from emptychair.surveys.models import Collector, Survey
from emptychair.surveys.types import CollectorKind
from emptychair.touchpoints.models import Touchpoint

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?")
_PIN = re.compile(r"\d{4,8}")


class PlaceInvalid(Invalid):
    """A place without a name, of no kind, or with an origin that is none."""

    code = "place-invalid"
    message = _(
        "Give it a name. Pages that may show it are written as https://www.example.com, one a line."
    )


class PinInvalid(Invalid):
    """A PIN is digits."""

    code = "pin-invalid"
    message = _("A PIN has four to eight digits.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSettings:
    """What can be said about a place; `origins` are pages that may show its frame or widget."""

    name: str
    touchpoint: Touchpoint | None = None
    origins: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def create_place(
    access: Access, survey: Survey, *, kind: str, settings: PlaceSettings
) -> Collector:
    """A new place with a public address nobody can guess. Raises `PlaceInvalid`."""
    access.require(Permission.SURVEY_SEND)
    if kind not in CollectorKind.values:
        raise PlaceInvalid
    row = Collector(
        workspace=access.workspace, survey=survey, kind=kind, key=secrets.token_urlsafe(12)
    )
    _apply(row, settings)
    row.save()
    record_audit(access, row, action="place.opened", after=_plain(row))
    return row


@transaction.atomic
def change_place(access: Access, row: Collector, *, settings: PlaceSettings) -> Collector:
    """Its name, touchpoint and settings. Raises `PlaceInvalid`."""
    access.require(Permission.SURVEY_SEND)
    before = _plain(row)
    _apply(row, settings)
    row.save()
    record_audit(access, row, action="place.changed", before=before, after=_plain(row))
    return row


@transaction.atomic
def set_place_open(access: Access, row: Collector, *, is_open: bool) -> Collector:
    """Take no more answers here, or take them again."""
    access.require(Permission.SURVEY_SEND)
    before = {"is_open": row.is_open}
    row.is_open = is_open
    row.save(update_fields=["is_open", "changed_at"])
    record_audit(access, row, action="place.changed", before=before, after={"is_open": row.is_open})
    return row


@transaction.atomic
def set_pin(access: Access, row: Collector, *, pin: str) -> Collector:
    """The PIN with which staff leave a kiosk; stored hashed. Raises `PinInvalid`."""
    access.require(Permission.SURVEY_SEND)
    if not _PIN.fullmatch(pin):
        raise PinInvalid
    row.pin_hash = make_password(pin)
    row.save(update_fields=["pin_hash", "changed_at"])
    record_audit(access, row, action="place.pin_set")
    return row


def is_pin(access: Access, row: Collector, pin: str) -> bool:
    """Whether this PIN leaves the kiosk; one without a PIN is left by nobody this way."""
    access.workspace  # noqa: B018 - refuses those without one
    return bool(row.pin_hash) and check_password(pin, row.pin_hash)


@transaction.atomic
def renew_secret(access: Access, row: Collector) -> Collector:
    """Make all signatures of before void."""
    access.require(Permission.SURVEY_SEND)
    row.secret_number += 1
    row.save(update_fields=["secret_number", "changed_at"])
    record_audit(access, row, action="place.secret_renewed")
    return row


def _apply(row: Collector, settings: PlaceSettings) -> None:
    name = settings.name.strip()[:120]
    origins = [one.strip().rstrip("/") for one in settings.origins if one.strip()]
    if not name or not all(_ORIGIN.fullmatch(one) for one in origins):
        raise PlaceInvalid
    row.name, row.touchpoint = name, settings.touchpoint
    row.settings = {**row.settings, **settings.more, "origins": origins}


def _plain(row: Collector) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "name": row.name,
        "touchpoint": row.touchpoint_id,
        "settings": row.settings,
        "is_open": row.is_open,
    }
