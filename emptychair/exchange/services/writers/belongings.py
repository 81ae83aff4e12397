"""Rows that belong to a person or a company: events, orders, contracts."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Model
from typing_extensions import override

from emptychair.accounts.models import Workspace
from emptychair.customers.models import Company, Contract, CustomerEvent, Order, Person
from emptychair.customers.types import ContractPeriod
from emptychair.exchange.rules.plain import digest, whose
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.services.writers.found_companies import Companies
from emptychair.exchange.services.writers.found_people import Found
from emptychair.exchange.services.writers.writer import PlainWriter
from emptychair.exchange.types import Row, Status

if TYPE_CHECKING:
    from datetime import datetime

_MONTHLY = ("month", "monthly", "月", "月額", "毎月", "月払い", "1 month", "mo")
_ONCE = ("once", "one time", "一回", "一括", "買い切り")


class BelongingsWriter(PlainWriter, ABC):
    """Finds the owners, then adds each row once by its own number, or by what it says."""

    table: ClassVar[type[Any]]
    number: ClassVar[str]
    name_field: ClassVar[str] = "name"
    needed: ClassVar[tuple[tuple[str, str], ...]]  # field, reason when it is missing

    def own_key(self, row: Row) -> str:
        """What stays the same for the same thing: its number, or a digest of what it says."""
        given = row.text(self.number)
        return given or "row:" + digest(self.table.__name__, *self.says(row))

    @abstractmethod
    def says(self, row: Row) -> tuple[object, ...]:
        """The parts of a row that make it this one and no other."""

    @abstractmethod
    def values(self, row: Row, workspace: Workspace) -> dict[str, Any]:
        """The columns of the table."""

    @override
    def key_of(self, row: Row) -> str:
        """The same number is the same thing."""
        return self.own_key(row)

    def write(self, ledger: Ledger, rows: Sequence[Row]) -> None:
        """Write a batch; each row gets its status."""
        rows = [row for row in rows if self._is_whole(ledger, row)]
        companies = Companies(ledger, rows, number="company_id", name="company")
        company_of = {row.number: companies.of(row) for row in rows}
        ledger.flush(Company)
        people = Found(ledger, rows, number="person_id", name=self.name_field)
        person_of = {row.number: people.of(row, company_of[row.number]) for row in rows}
        ledger.flush(Person)
        keys = {row.number: self.own_key(row) for row in rows}
        known = self._known(ledger, list(keys.values()))
        for row in rows:
            owner = (person_of[row.number], company_of[row.number])
            self._one(ledger, known, row, keys[row.number], owner)
        ledger.flush(self.table)

    def _is_whole(self, ledger: Ledger, row: Row) -> bool:
        for field, reason in self.needed:
            if row.values.get(field) in (None, ""):
                ledger.reject(row, reason)
                return False
        if not whose(row, name=self.name_field):
            ledger.reject(row, "nobody")
            return False
        return True

    def _known(self, ledger: Ledger, keys: list[str]) -> dict[str, Model]:
        found = self.table.objects.visible_to(ledger.access).filter(**{f"{self.number}__in": keys})
        return {getattr(one, self.number): one for one in found}

    def _one(
        self,
        ledger: Ledger,
        known: dict[str, Model],
        row: Row,
        key: str,
        owner: tuple[Person | None, Company | None],
    ) -> None:
        person, company = owner
        values = self.values(row, ledger.access.workspace)
        there = known.get(key)
        if there is None:
            company_id = company.pk if company else person.company_id if person else None
            thing = self.table(
                workspace=ledger.access.workspace,
                person_id=person.pk if person else None,
                company_id=company_id,
                **{self.number: key},
                **values,
            )
            ledger.add(row, thing)
            known[key] = thing
            ledger.note(row, Status.ADDED)
            self.added(ledger, row, person)
            return
        changed = self.may_change(there) and ledger.write(row, there, _filled(values))
        ledger.note(row, Status.CHANGED if changed else Status.SAME)

    def may_change(self, _thing: Model) -> bool:
        """Whether a known one takes what the file says."""
        return True

    def added(self, ledger: Ledger, row: Row, person: Person | None) -> None:
        """Something was added for this person."""


class EventsWriter(BelongingsWriter):
    """What customers did. Known events never change; nobody is asked because of imported ones."""

    table = CustomerEvent
    number = "message_id"
    name_field = "person_name"
    needed = (("event", "no-event"), ("occurred_at", "no-time"))

    @override
    def says(self, row: Row) -> tuple[object, ...]:
        """Who, what, when, and all that stands beside it."""
        others = sorted(row.others.items())
        return (
            whose(row, name=self.name_field),
            row.text("event"),
            row.values.get("occurred_at"),
            row.values.get("properties"),
            others,
        )

    @override
    def values(self, row: Row, _workspace: Workspace) -> dict[str, Any]:
        """The columns of an event."""
        return {
            "name": row.text("event"),
            "occurred_at": row.values["occurred_at"],
            "touchpoint_key": row.text("touchpoint_key"),
            "source": "import",
            "properties": {**(row.values.get("properties") or {}), **row.others},
        }

    @override
    def may_change(self, _thing: Model) -> bool:
        """Events are facts."""
        return False

    @override
    def added(self, ledger: Ledger, row: Row, person: Person | None) -> None:
        """The person was seen then."""
        moment: datetime = row.values["occurred_at"]
        if person is not None and (person.last_event_at is None or person.last_event_at < moment):
            ledger.write(row, person, {"last_event_at": moment})


class OrdersWriter(BelongingsWriter):
    """Purchases."""

    table = Order
    number = "external_id"
    needed = (("ordered_at", "no-time"),)

    @override
    def says(self, row: Row) -> tuple[object, ...]:
        """Who, when, what, how much."""
        names = ("ordered_at", "item", "quantity", "amount")
        return (whose(row), *(row.values.get(name) for name in names))

    @override
    def values(self, row: Row, workspace: Workspace) -> dict[str, Any]:
        """The columns of an order."""
        amount = row.values.get("amount")
        return {
            "ordered_at": row.values["ordered_at"],
            "item": row.text("item"),
            "quantity": row.values.get("quantity") or Decimal(1),
            "amount": amount,
            "currency": _currency(row, workspace) if amount is not None else "",
        }


class ContractsWriter(BelongingsWriter):
    """Contracts and subscriptions."""

    table = Contract
    number = "external_id"
    needed = (("amount", "no-amount"), ("starts_on", "no-time"))

    @override
    def says(self, row: Row) -> tuple[object, ...]:
        """Who, which plan, from when."""
        return (whose(row), row.text("plan"), row.values.get("starts_on"))

    @override
    def values(self, row: Row, workspace: Workspace) -> dict[str, Any]:
        """The columns of a contract."""
        seats = row.values.get("seats")
        return {
            "plan": row.text("plan"),
            "amount": row.values["amount"],
            "currency": _currency(row, workspace),
            "period": _period(row.text("period").casefold()),
            "seats": int(seats) if seats is not None and seats >= 0 else None,
            "starts_on": row.values["starts_on"],
            "renews_on": row.values.get("renews_on"),
            "cancelled_on": row.values.get("cancelled_on"),
        }


def _currency(row: Row, workspace: Workspace) -> str:
    return row.text("currency").upper() or workspace.currency


def _period(word: str) -> str:
    if word in _MONTHLY:
        return str(ContractPeriod.MONTH.value)
    return str(ContractPeriod.ONCE.value if word in _ONCE else ContractPeriod.YEAR.value)


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", {})}
