"""Drawing those who are never asked."""

import secrets
from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Person
from emptychair.customers.queries.gone import gone_people
from emptychair.kit.periods import local_day, months_later, start_of_day
from emptychair.messaging.models import HoldOut
from emptychair.messaging.queries.hold_out import active_hold_out, hold_out_seed
from emptychair.messaging.rules.drawing import is_in_share

AT_ONCE = 1000


def draw_hold_out(
    access: Access, *, percent: int, months: int, now: datetime, seed: str = ""
) -> int:
    """Draw so many of a hundred customers by chance, who are then asked nothing; how many are new.

    The seed is kept: who was drawn stays drawn, a larger share adds to the smaller one, and whoever
    joined since the last draw gets their chance.
    """
    access.require(Permission.WORKSPACE_MANAGE)
    with transaction.atomic():
        seed = _seed(access, seed)
        today = local_day(now, access.workspace.zone)
        day = months_later(today.replace(day=1), months).replace(day=min(today.day, 28))
        until = start_of_day(day, access.workspace.zone)
        people = Person.objects.visible_to(access).filter(merged_into=None)
        staying = people.exclude(gone_people(access, today))
        known = set(active_hold_out(access, now=now).values_list("person_id", flat=True))
        HoldOut.objects.visible_to(access).filter(until__lte=now).delete()
        drawn = [
            HoldOut(workspace=access.workspace, person_id=pk, drawn_at=now, until=until)
            for pk in staying.order_by("pk").values_list("pk", flat=True).iterator(AT_ONCE)
            if pk not in known and is_in_share(seed, pk, percent)
        ]
        HoldOut.objects.bulk_create(drawn, batch_size=AT_ONCE)
        after = {"percent": percent, "people": len(drawn), "until": until.date().isoformat()}
        record_audit(access, access.workspace, action="hold_out.drawn", after=after)
    return len(drawn)


def end_hold_out(access: Access, *, now: datetime) -> int:
    """Let them be asked again from now on; how many. Their rows stay, for what they show."""
    access.require(Permission.WORKSPACE_MANAGE)
    with transaction.atomic():
        ended = active_hold_out(access, now=now).update(until=now, changed_at=now)
        record_audit(access, access.workspace, action="hold_out.ended", after={"people": ended})
    return ended


def _seed(access: Access, given: str) -> str:
    workspace = access.workspace
    workspace.refresh_from_db(fields=["settings"])
    seed = given or hold_out_seed(access) or secrets.token_hex(8)
    workspace.settings = {**workspace.settings, "hold_out_seed": seed}
    workspace.save(update_fields=["settings", "changed_at"])
    return seed
