"""Contracts and what they were before, as the rules take them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.reading import read_columns
from emptychair.analytics.sources import LiveSource
from emptychair.customers.datasets import LIVE_CHANGES, LIVE_TERMS
from emptychair.customers.rules.months import day_number
from emptychair.customers.rules.runs import Terms
from emptychair.customers.rules.trials import is_trial

ROWS_AT_ONCE = 5_000


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
    rows = _rows(access, LIVE_TERMS)
    now = tuple(_terms(row, row["id"], unit) for row in rows if (unit := _unit(row)) is not None)
    units = {one.contract: one.unit for one in now}
    before = tuple(
        _terms(row, row["contract_id"], units[row["contract_id"]], until=row["counts_from"])
        for row in _rows(access, LIVE_CHANGES, by="id")
        if row["contract_id"] in units
    )
    return KnownTerms(now, before)


def _rows(access: Access, source: LiveSource, *, by: str = "") -> Iterator[dict[str, Any]]:
    read = read_columns(source.rows(access.workspace.pk), source.fields, source.schema)
    for part in (read.sort_by(by) if by else read).to_batches(max_chunksize=ROWS_AT_ONCE):
        yield from part.to_pylist()


def _unit(row: dict[str, Any]) -> int | None:
    if row["company_id"] is not None:
        return int(row["company_id"])
    return -int(row["person_id"]) if row["person_id"] is not None else None


def _terms(row: dict[str, Any], contract: int, unit: int, *, until: date | None = None) -> Terms:
    plain: dict[str, Any] = {
        "contract": int(contract),
        "unit": unit,
        "plan": row["plan"],
        "amount": float(row["amount"]),
        "currency": row["currency"],
        "period": row["period"],
        "seats": row["seats"],
        "starts": day_number(row["starts_on"]),
        "renews": _day(row["renews_on"]),
        "cancelled": _day(row["cancelled_on"]),
    }
    if until is not None:
        plain["until"] = day_number(until)
    return Terms(**plain)


def _day(day: date | None) -> int | None:
    return None if day is None else day_number(day)
