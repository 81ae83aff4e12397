"""The nightly reading of the large customers who were never heard, kept for Today."""

from datetime import datetime
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.jobs import enqueue
from emptychair.kit.periods import local_day
from emptychair.messaging.services.contact import preview_contact
from emptychair.metrics.models import UnheardCustomer, UnheardReading
from emptychair.metrics.queries.coverage import counted_lately
from emptychair.metrics.queries.large import (
    ASKED_AT_MOST,
    Large,
    heard_ever,
    large_customers,
    people_to_ask,
)

KEPT = 100  # nobody works through more before the next reading


def ask_for_reading(access: Access) -> None:
    """Have it read now, not only at night."""
    access.require(Permission.CUSTOMER_WRITE)
    enqueue("metrics.read_unheard", workspace_id=access.workspace.pk)


def read_unheard(access: Access, *, now: datetime) -> int:
    """Read who is large and was never heard, and whom of them one may ask. How many; twice a day it
    is the same.
    """
    access.require(Permission.CUSTOMER_READ)
    today = local_day(now, access.workspace.zone)
    customers, large = large_customers(access, today)
    heard = heard_ever(access, [one.unit for one in large])
    silent = [one for one in large if one.unit not in heard]
    rows = _rows(access, silent[:KEPT], now)
    covered = counted_lately(access, today)
    told = {
        "as_of": today,
        "read_at": now,
        "customers": customers,
        "large": len(large),
        "unheard": len(silent),
        "large_value": sum(one.value for one in large),
        "unheard_value": sum(one.value for one in silent),
        "people": covered.people,
        "people_heard": covered.heard,
        "value": covered.value,
        "value_heard": covered.value_heard,
    }
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=access.workspace.pk)
        UnheardCustomer.objects.visible_to(access).delete()
        UnheardCustomer.objects.bulk_create(rows)
        UnheardReading.objects.update_or_create(workspace=access.workspace, defaults=told)
    return len(silent)


def _rows(access: Access, silent: list[Large], now: datetime) -> list[UnheardCustomer]:
    today = local_day(now, access.workspace.zone)
    people = people_to_ask(access, [one.unit for one in silent], today)
    wanted = [pk for ids in people.values() for pk in ids[:ASKED_AT_MOST]]
    rule = {pk: (may, why, facts) for pk, may, why, facts in _preview(access, wanted, now)}
    return [_row(access, one, people.get(one.unit, []), rule) for one in silent]


def _preview(access: Access, ids: list[int], now: datetime) -> list[Any]:
    """What the contact rule says of each, as (person id, allowed, reason, parameters)."""
    return list(preview_contact(access, ids, now=now)) if ids else []


def _row(
    access: Access, one: Large, people: list[int], rule: dict[int, tuple[bool, str, Any]]
) -> UnheardCustomer:
    kind, number = one.unit
    whose: dict[str, Any] = {f"{kind}_id": number}
    known = [pk for pk in people if pk in rule]
    ask = next((pk for pk in known if rule[pk][0]), None)
    _may, reason, parameters = rule[known[0]] if known and ask is None else (True, "", {})
    return UnheardCustomer(
        workspace=access.workspace,
        **whose,
        place=one.place,
        value=one.value,
        people=len(people),
        ask_id=ask,
        reason=reason,
        parameters=parameters,
    )
