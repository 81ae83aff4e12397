"""Rows of people of Delighted, of those who unsubscribed, and of those whose mail came back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from typing_extensions import override

from emptychair.customers.models import Person, Suppression
from emptychair.customers.types import SuppressionReason
from emptychair.exchange.rules.delighted import SYSTEM
from emptychair.exchange.services.ledger import Ledger
from emptychair.exchange.services.writers.attributes import Attributes
from emptychair.exchange.services.writers.contacts import Contacts, SentElsewhere
from emptychair.exchange.services.writers.writer import PlainWriter
from emptychair.exchange.types import Row, Status
from emptychair.messaging.models import ContactDecision

if TYPE_CHECKING:
    from datetime import datetime

R = SuppressionReason
_WHEN = (("unsubscribed_at", R.UNSUBSCRIBED), ("bounced_at", R.BOUNCED))


class DelightedPeopleWriter(PlainWriter):
    """People, when they were last asked, and whom nobody may write to."""

    @override
    def key_of(self, row: Row) -> str:
        """The same number, address or telephone is the same person."""
        names = ("delighted_id", "email", "phone")
        key = next((row.text(name) for name in names if row.text(name)), "")
        said = [name for name, _ in _WHEN if row.values.get(name)]
        return f"{key}:{':'.join(said)}"

    def write(self, ledger: Ledger, rows: Sequence[Row]) -> None:
        """Write a batch; each row gets its status."""
        attributes = Attributes(ledger, rows, owner="person")
        contacts = Contacts(ledger, rows)
        found: list[tuple[Row, Person]] = []
        added: set[int] = set()
        for row in rows:
            person, news = contacts.of(row, attributes=attributes.of(row))
            if person is None:
                ledger.reject(row, "nobody")
                continue
            is_new = contacts.is_new(person) and id(person) not in added
            added.add(id(person))
            ledger.note(row, Status.ADDED if is_new else Status.CHANGED if news else Status.SAME)
            found.append((row, person))
        contacts.settle()
        self._facts(ledger, found)

    def _facts(self, ledger: Ledger, found: list[tuple[Row, Person]]) -> None:
        sent = SentElsewhere(ledger, [person for _, person in found])
        stopped = _Stopped(ledger, [row for row, _ in found])
        for row, person in found:
            news = sent.note(row, person, row.values.get("sent_at"))
            news = stopped.note(row, person) or news
            if news and ledger.statuses[row.number] == Status.SAME:
                ledger.note(row, Status.CHANGED)
        ledger.flush(ContactDecision)
        stopped.settle()


class _Stopped:
    """Addresses that nobody may write to."""

    def __init__(self, ledger: Ledger, rows: Sequence[Row]) -> None:
        self.ledger = ledger
        emails = {row.text("email") for row in rows} - {""}
        known = Suppression.objects.visible_to(ledger.access).filter(
            channel="email", address__in=emails
        )
        self._known = set(known.values_list("address", flat=True))
        self._new: list[tuple[Suppression, datetime]] = []

    def note(self, row: Row, person: Person) -> bool:
        """Whether it is news that this address is not written to."""
        address = row.text("email") or person.email
        for name, reason in _WHEN:
            moment = row.values.get(name)
            if moment is None or not address or address in self._known:
                continue
            self._known.add(address)
            made = Suppression(
                workspace=self.ledger.access.workspace,
                channel="email",
                address=address,
                reason=reason.value,
                source=SYSTEM,
            )
            self.ledger.add(row, made)
            self._new.append((made, moment))
            return True
        return False

    def settle(self) -> None:
        """Store them with the moment at which it was said."""
        self.ledger.flush(Suppression)
        for made, moment in self._new:
            made.created_at = moment
        Suppression.objects.bulk_update([made for made, _ in self._new], ["created_at"])
