"""What was known of silence on earlier days, for customers one asks about."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

import ibis
from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.rules.batches import in_batches
from emptychair.silence.expressions import signs
from emptychair.silence.models import SilentEpisode
from emptychair.silence.queries.channels import Tables, channels_of, counted_until

EPOCH, NO_END = date(1970, 1, 1), 2_000_000


def silent_on(access: Access, units: Collection[int]) -> dict[int, list[tuple[date, date | None]]]:
    """From when until when each was silent; `units` are companies, and people below nothing."""
    access.require(Permission.CUSTOMER_READ)
    found: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    if access.assigned_only:
        return found
    for some in in_batches(sorted(units)):
        people = [-unit for unit in some if unit < 0]
        firms = [unit for unit in some if unit > 0]
        rows = SilentEpisode.objects.visible_to(access).filter(
            Q(company_id__in=firms) | Q(company=None, person_id__in=people)
        )
        for company, person, began, ended in rows.values_list(
            "company_id", "person_id", "began_on", "ended_on"
        ):
            found[company or -(person or 0)].append((began, ended))
    return found


def signs_of(access: Access, units: Collection[int]) -> dict[int, list[date]]:
    """The days on which each gave a sign of life, in order; one question to the engine."""
    access.require(Permission.CUSTOMER_READ)
    found: dict[int, list[date]] = defaultdict(list)
    if access.assigned_only or not units:
        return found
    tables = Tables(access)
    every = signs(channels_of(access, tables), counted_until(access, NO_END))
    wanted = ibis.memtable({"asked": sorted(units)})
    mine = every.inner_join(wanted, every.unit == wanted.asked).select("unit", "at")
    read = tables.read(mine.order_by("unit", "at"))
    for unit, at in zip(read["unit"].to_pylist(), read["at"].to_pylist(), strict=True):
        found[unit].append(EPOCH + timedelta(days=int(at)))
    return found
