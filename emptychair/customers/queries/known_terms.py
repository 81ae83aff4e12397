"""Contracts and what they were before, as the rules take them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.carrying import newer_rows
from emptychair.analytics.sources import LiveSource
from emptychair.customers.datasets import LIVE_CHANGES, LIVE_TERMS
from emptychair.customers.rules.runs import Terms
from emptychair.customers.rules.trials import is_trial

FIELDS = (
    "plan", "amount", "currency", "period", "seats", "starts_on", "renews_on", "cancelled_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnownTerms:
    """All contracts of a workspace, and those they replaced."""

    now: tuple[Terms, ...]
    before: tuple[Terms, ...]

    def without_trials(self, words: tuple[str, ...]) -> "KnownTerms":
        """Contracts that are no trial as they stand now; a trial does not renew."""
        paid = tuple(one for one in self.now if not is_trial(one.amount, one.plan, words))
        return KnownTerms(paid, self.before)


def known_terms(access: Access) -> KnownTerms:
    """Everything at once; contracts of nobody are left out."""
    access.require(Permission.CUSTOMER_READ)
    rows = _read(access, LIVE_TERMS)
    units = dict(zip(rows["id"], _units(rows), strict=True))
    now = tuple(
        Terms(contract, unit, *rest)
        for (contract, unit), rest in zip(units.items(), _plain(rows), strict=True)
        if unit is not None
    )
    rows = _read(access, LIVE_CHANGES)
    whose = [units.get(contract) for contract in rows["contract_id"]]
    told = zip(rows["contract_id"], whose, _plain(rows, "counts_from"), strict=True)
    before = tuple(
        Terms(contract, unit, *rest) for contract, unit, rest in told if unit is not None
    )
    return KnownTerms(now, before)


def _read(access: Access, source: LiveSource) -> dict[str, list[Any]]:
    """Columns as lists of plain values, in order of their ids; days as numbers."""
    place, many = access.workspace, source.rows(access.workspace.pk).count()
    read = newer_rows(source, place.pk, place.zone, after_id=0, expected=many).sort_by(source.key)
    return {name: _listed(read[name]) for name in read.column_names}


def _listed(column: pa.ChunkedArray) -> list[Any]:
    plain = column.cast(pa.int32()) if pa.types.is_date(column.type) else column
    return list(plain.to_pylist())


def _units(rows: dict[str, list[Any]]) -> Iterator[int | None]:
    """The company, else the person below nothing, else nobody."""
    for company, person in zip(rows["company_id"], rows["person_id"], strict=True):
        if company is not None:
            yield company
        else:
            yield None if person is None else -person


def _plain(rows: dict[str, list[Any]], *more: str) -> Iterator[tuple[Any, ...]]:
    """The further fields of `Terms`, in their order."""
    return zip(*(rows[name] for name in (*FIELDS, *more)), strict=True)
