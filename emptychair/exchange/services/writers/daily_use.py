"""Use of the product by company and day, counted elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from typing_extensions import override

from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company
from emptychair.exchange.rules.plain import digest
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.services.writers.found_companies import Companies
from emptychair.exchange.services.writers.writer import PlainWriter
from emptychair.exchange.types import Row, Status
from emptychair.kit.periods import local_day
from emptychair.usage.models import DailyUse
from emptychair.usage.services.giving import MOST
from emptychair.usage.types import Origin

Key = tuple[int, str, date]


@dataclass(frozen=True, slots=True)
class _Given:
    """A row that can be used."""

    row: Row
    company: Company
    day: date
    users: int
    actions: int

    @property
    def key(self) -> Key:
        return self.company.pk, self.row.text("feature"), self.day


class DailyUseWriter(PlainWriter):
    """Counts by company, feature and day; a later file replaces what an earlier one said."""

    @override
    def key_of(self, row: Row) -> str:
        """A company, a day and a feature."""
        whose = row.text("company_id") or row.text("company")
        return digest(whose, row.values.get("day"), row.text("feature"))

    def write(self, ledger: Ledger, rows: Sequence[Row]) -> None:
        """Write a batch; each row gets its status."""
        ledger.access.require(Permission.DATA_IMPORT)
        companies = Companies(ledger, rows, number="company_id", name="company")
        given = [one for row in rows for one in [_understood(ledger, row, companies)] if one]
        ledger.flush(Company)
        known = _known(ledger, given)
        for one in given:
            _write(ledger, one, known)


def _understood(ledger: Ledger, row: Row, companies: Companies) -> _Given | None:
    """What a row says; one that cannot be used is set aside."""
    reason = _wrong(ledger, row)
    if reason:
        ledger.reject(row, reason)
        return None
    company = companies.of(row)
    users, actions = _counts(row)
    return _Given(row, company, _day(row) or date.max, users, actions) if company else None


def _wrong(ledger: Ledger, row: Row) -> str:
    day = _day(row)
    if not (row.text("company_id") or row.text("company")):
        return "no-company"
    if day is None:
        return "no-time"
    if day > local_day(ledger.now, ledger.access.workspace.zone):
        return "period-ahead"
    if row.values.get("active_users") is None and row.values.get("actions") is None:
        return "no-value"
    return "" if all(0 <= one <= MOST for one in _counts(row)) else "value-impossible"


def _counts(row: Row) -> tuple[int, int]:
    """People and actions; where one is missing, it is the least that it must have been."""
    users, actions = row.values.get("active_users"), row.values.get("actions")
    if users is None:
        return min(int(actions or 0), 1), int(actions or 0)
    return int(users), int(users if actions is None else actions)


def _day(row: Row) -> date | None:
    found = row.values.get("day")
    if isinstance(found, datetime):
        return found.date()
    return found if isinstance(found, date) else None


def _known(ledger: Ledger, given: Sequence[_Given]) -> dict[Key, DailyUse]:
    rows = DailyUse.objects.visible_to(ledger.access).filter(
        origin=Origin.GIVEN,
        company__in={one.company.pk for one in given},
        day__in={one.day for one in given},
    )
    return {(one.company_id or 0, one.feature, one.day): one for one in rows}


def _write(ledger: Ledger, given: _Given, known: dict[Key, DailyUse]) -> None:
    there = known.get(given.key)
    if there is None:
        known[given.key] = there = DailyUse(
            workspace=ledger.access.workspace,
            company=given.company,
            feature=given.row.text("feature"),
            day=given.day,
            recorded_on=given.day,
            users=given.users,
            actions=given.actions,
            origin=Origin.GIVEN,
        )
        ledger.add(given.row, there)
        ledger.note(given.row, Status.ADDED)
        return
    values = {"users": given.users, "actions": given.actions}
    changed = ledger.write(given.row, there, values)
    ledger.note(given.row, Status.CHANGED if changed else Status.SAME)
