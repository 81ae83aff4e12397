"""The effect of a playbook, measured once a night so that pages need not."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.models import Playbook
from emptychair.automation.queries.effects import effect_of
from emptychair.kit.periods import local_day


def measure_effect(access: Access, playbook: Playbook, *, now: datetime) -> bool:
    """Measure and keep it, once a local day; whether it was due."""
    access.require(Permission.CUSTOMER_WRITE)
    zone, last = access.workspace.zone, playbook.effect_at
    if last is not None and local_day(last, zone) >= local_day(now, zone):
        return False
    found = effect_of(access, playbook, now=now)
    rows = Playbook.objects.visible_to(access).filter(pk=playbook.pk)
    rows.update(effect=found.plain(), effect_at=now)
    return True
