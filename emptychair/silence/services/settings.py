"""How a workspace wants its silent customers listed."""

from dataclasses import dataclass

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.silence.errors import SettingOutOfRange
from emptychair.silence.models import SilenceSetting

CUTS = (0.8, 0.999)
MOST_CONTACTS, MOST_DAYS, MOST_HELD_OUT = 10_000, 365, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Settings as they shall be."""

    cut: float = 0.95
    fewest_days: int = 7
    contacts_a_week: int = 20
    held_out: float = 0.0
    ignored: tuple[str, ...] = ()


def change_settings(access: Access, wanted: Wanted) -> SilenceSetting:
    """Store them; the next reading uses them. Raises `SettingOutOfRange`."""
    access.require(Permission.PROGRAMME_MANAGE)
    fits = (
        CUTS[0] <= wanted.cut <= CUTS[1]
        and 1 <= wanted.fewest_days <= MOST_DAYS
        and 1 <= wanted.contacts_a_week <= MOST_CONTACTS
        and 0 <= wanted.held_out <= MOST_HELD_OUT
    )
    if not fits:
        raise SettingOutOfRange
    values = {
        "cut": wanted.cut,
        "fewest_days": wanted.fewest_days,
        "contacts_a_week": wanted.contacts_a_week,
        "held_out": wanted.held_out,
        "ignored": sorted({name.strip() for name in wanted.ignored if name.strip()}),
    }
    with transaction.atomic():
        row, _made = SilenceSetting.objects.update_or_create(
            workspace=access.workspace, defaults=values
        )
        record_audit(access, row, action="silence.settings_changed", after=values)
    return row
