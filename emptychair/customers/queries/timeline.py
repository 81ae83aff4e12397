"""What happened with a customer, of all domains, newest first."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.customers.models import CustomerEvent, Order, TimelineEntry
from emptychair.customers.queries.finding import shown_words
from emptychair.customers.timeline_words import timeline_sentence


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line: when, what in a sentence, who did it. `code` chooses the sign."""

    happened_at: datetime
    code: str
    text: str
    actor: str = ""


def timeline_of(
    access: Access,
    person_id: int | None = None,
    company_id: int | None = None,
    *,
    limit: int = 30,
    before: datetime | None = None,
) -> list[TimelineRow]:
    """The newest entries, events and orders of a person or a company, or those before a moment."""
    if access.assigned_only or (person_id is None and company_id is None):
        return []
    whose = {"person_id": person_id} if person_id is not None else {"company_id": company_id}
    rows = chain(
        (
            _entry(access, row)
            for row in _newest(TimelineEntry, access, whose, "happened_at", before)[:limit]
        ),
        (
            _event(access, row)
            for row in _newest(CustomerEvent, access, whose, "occurred_at", before)[:limit]
        ),
        (
            _order(access, row)
            for row in _newest(Order, access, whose, "ordered_at", before)[:limit]
        ),
    )
    return sorted(rows, key=lambda row: row.happened_at, reverse=True)[:limit]


def _newest(
    table: Any, access: Access, whose: dict[str, Any], when: str, before: datetime | None
) -> QuerySet[Any]:
    rows = table.objects.visible_to(access).filter(**whose)
    if not access.may_see_names:
        rows = rows.select_related("person")
    if before is not None:
        rows = rows.filter(**{f"{when}__lt": before})
    found: QuerySet[Any] = rows.order_by(f"-{when}", "-pk")
    return found


def _entry(access: Access, row: TimelineEntry) -> TimelineRow:
    text = timeline_sentence(row.code, row.parameters)
    return TimelineRow(row.happened_at, row.code, _shown(access, text, row), row.actor_label)


def _event(access: Access, row: CustomerEvent) -> TimelineRow:
    text = timeline_sentence("customers.event", {"name": row.name, "properties": row.properties})
    return TimelineRow(row.occurred_at, "customers.event", _shown(access, text, row), row.source)


def _order(access: Access, row: Order) -> TimelineRow:
    parameters = {"item": row.item, "amount": row.amount, "currency": row.currency}
    text = timeline_sentence("customers.order", parameters)
    return TimelineRow(row.ordered_at, "customers.order", _shown(access, text, row))


def _shown(access: Access, text: str, row: TimelineEntry | CustomerEvent | Order) -> str:
    return text if access.may_see_names else shown_words(access, text, row.person)
