"""Paid contracts as a table, by the definition of revenue in force: for whoever asks by customer.

The same runs of days as `rules/bridge.py` counts the months of revenue from, in the currency of the
workspace. They are put together once and kept in this process until a contract or the definition
changes.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import RLock
from typing import Any

import numpy as np
import pyarrow as pa
from django.db.models import Count, Max

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Contract, ContractChange
from emptychair.customers.queries.known_terms import known_terms
from emptychair.customers.rules.meaning import Meaning
from emptychair.customers.rules.runs import Runs, Terms, runs_over_time, terms_over_time
from emptychair.kit.errors import Refused
from emptychair.renewals.queries.definition import meaning_of

KEPT = 8  # workspaces in this process
COLUMNS = {
    "unit": "int64",
    "first": "date",
    "end": "date",
    "monthly": "float64",
    "plan": "string",
    "place": "int64",
}


@dataclass(frozen=True, slots=True)
class PaidContracts:
    """Rows of `COLUMNS`; `mark` is another after every change. `elsewhere` customers pay in a
    currency without a rate, and are not among them.
    """

    mark: tuple[Any, ...]
    rows: pa.Table
    elsewhere: int


def paid_contracts(access: Access) -> PaidContracts:
    """All that was ever paid by contract. `Refused` for whoever sees only what is theirs."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        raise Refused
    meaning = meaning_of(access)
    mark = (access.workspace.pk, repr(meaning), *_state(access))
    with _lock:
        if mark not in _memory:
            _memory[mark] = _read(access, meaning, mark)
        _memory.move_to_end(mark)
        while len(_memory) > KEPT:
            _memory.popitem(last=False)
        return _memory[mark]


def has_contracts(access: Access) -> bool:
    """Whether there is any contract at all."""
    access.require(Permission.CUSTOMER_READ)
    return Contract.objects.visible_to(access).exists()


_memory: "OrderedDict[tuple[Any, ...], PaidContracts]" = OrderedDict()
_lock = RLock()


def _state(access: Access) -> tuple[Any, ...]:
    found: list[Any] = []
    for model in (Contract, ContractChange):
        rows: Any = model.objects.visible_to(access)
        told = rows.aggregate(n=Count("pk"), latest=Max("changed_at"))
        found += [told["n"], told["latest"]]
    return tuple(found)


def _read(access: Access, meaning: Meaning, mark: tuple[Any, ...]) -> PaidContracts:
    terms = known_terms(access)
    over_time = terms_over_time(terms.now, terms.before)
    runs = runs_over_time(over_time, meaning)
    ours = runs.currencies[runs.pair] == meaning.currency if len(runs.pair) else runs.pair > 0
    others = np.setdiff1d(runs.units[runs.pair[~ours]], runs.units[runs.pair[ours]])
    plans = _named(runs, ours, _plans(over_time))
    order = np.lexsort((np.array(plans, dtype=np.str_), runs.monthly[ours]))
    columns = {
        "unit": pa.array(runs.units[runs.pair[ours]], type=pa.int64()),
        "first": _days(runs.first[ours]),
        "end": _days(runs.end[ours]),
        "monthly": pa.array(runs.monthly[ours], type=pa.float64()),
        "plan": pa.array(plans, type=pa.string()),
    }
    rows = pa.table(columns).take(order)
    places = pa.array(np.arange(len(order)), type=pa.int64())
    return PaidContracts(mark, rows.append_column("place", places), len(others))


def _plans(terms: list[Terms]) -> dict[tuple[int, int], str]:
    """The plan of each contract as it was from a day on."""
    return {(one.contract, one.starts): one.plan for one in terms}


def _named(runs: Runs, ours: Any, plans: dict[tuple[int, int], str]) -> list[str]:
    both = zip(runs.contract[ours].tolist(), runs.first[ours].tolist(), strict=True)
    return [plans.get(one, "") for one in both]


def _days(numbers: Any) -> pa.Array:
    return pa.array(numbers.astype(np.int32), type=pa.int32()).cast(pa.date32())
