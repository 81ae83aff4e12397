"""Many orders and contracts at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.customers.errors import EventWithoutCustomer
from emptychair.customers.models import Contract, Order
from emptychair.customers.rules.terms import terms_of
from emptychair.customers.services.bulk.contract_history import (
    TermsChanged,
    keep_contract_history,
)
from emptychair.customers.services.bulk.owners import Owners
from emptychair.customers.services.bulk.writing import (
    Plain,
    change_row,
    known_by,
    require_bulk,
    write_all,
)
from emptychair.customers.types import BulkResult

_ORDER = ("ordered_at", "item", "quantity", "amount", "currency")
_CONTRACT = (
    "plan",
    "amount",
    "currency",
    "period",
    "seats",
    "starts_on",
    "renews_on",
    "cancelled_on",
)


def add_orders(access: Access, rows: Sequence[Plain]) -> BulkResult:
    """Orders by `external_id`, whose they are as in `add_events`; columns of `Order` as keys."""
    return _add(access, Order, rows, _ORDER)


def add_contracts(
    access: Access, rows: Sequence[Plain], *, now: datetime | None = None
) -> BulkResult:
    """Contracts by `external_id`, whose they are as in `add_events`; columns of `Contract`.

    What a known contract was before is kept (`ContractChange`). The new terms count from
    `counts_from` of the row, a local day; without it from today.
    """
    old: dict[str, TermsChanged] = {}
    with transaction.atomic():
        done = _add(access, Contract, rows, _CONTRACT, old)
        keep_contract_history(access, old.values(), now=now or timezone.now())
    return done


def _add(
    access: Access,
    table: type[Any],
    rows: Sequence[Plain],
    columns: tuple[str, ...],
    old: dict[str, TermsChanged] | None = None,
) -> BulkResult:
    require_bulk(access)
    owners = Owners(access, rows)
    known = known_by(access, table, "external_id", [str(row["external_id"]) for row in rows])
    done: list[tuple[Any, bool]] = []
    changed: dict[int, set[str]] = {}
    new: set[int] = set()
    for place, row in enumerate(rows):
        key = str(row["external_id"])[:120]
        if key not in known:
            known[key] = _row(access, table, key, owners.of(row), place)
            new.add(id(known[key]))
        elif old is not None and known[key].pk and key not in old:
            before = terms_of(known[key])
            old[key] = TermsChanged(known[key], before, row.get("counts_from"))
        given = {name: row[name] for name in columns if name in row}
        touched = change_row(access, known[key], given)
        if touched and known[key].pk:
            changed.setdefault(known[key].pk, set()).update(touched)
        done.append((known[key], id(known[key]) in new))
    return write_all(access, table, done, changed)


def _row(
    access: Access,
    table: type[Any],
    key: str,
    owner: tuple[int | None, int | None],
    place: int,
) -> Any:
    person_id, company_id = owner
    if person_id is None and company_id is None:
        raise EventWithoutCustomer(row=place)
    return table(
        workspace=access.workspace, external_id=key, person_id=person_id, company_id=company_id
    )
