"""Many events at once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.customers.errors import EventWithoutCustomer
from emptychair.customers.models import CustomerEvent, Person
from emptychair.customers.rules.batches import in_batches
from emptychair.customers.services.bulk.owners import Owners
from emptychair.customers.services.bulk.writing import Plain, known_by, require_bulk, write_all
from emptychair.customers.types import BulkResult


def add_events(access: Access, rows: Sequence[Plain]) -> BulkResult:
    """Events by `message_id`, with `name`, `occurred_at`, `source`, `properties`,
    `touchpoint_key`, and whose they are (`person_id` or `person_external_id`, `company_id` or
    `company_external_id`). People count as seen then. Raises `EventWithoutCustomer`.
    """
    require_bulk(access)
    owners = Owners(access, rows)
    known = known_by(access, CustomerEvent, "message_id", [str(row["message_id"]) for row in rows])
    done: list[tuple[CustomerEvent, bool]] = []
    new: set[int] = set()
    for place, row in enumerate(rows):
        key = str(row["message_id"])[:160]
        if key not in known:
            known[key] = _event(access, row, owners.of(row), place)
            new.add(id(known[key]))
        done.append((known[key], id(known[key]) in new))
    with transaction.atomic():
        result = write_all(access, CustomerEvent, done, {})
        _mark_seen(access, [event for event, is_new in done if is_new])
    return result


def _event(
    access: Access, row: Plain, owner: tuple[int | None, int | None], place: int
) -> CustomerEvent:
    person_id, company_id = owner
    if person_id is None and company_id is None:
        raise EventWithoutCustomer(row=place)
    return CustomerEvent(
        workspace=access.workspace,
        person_id=person_id,
        company_id=company_id,
        name=str(row["name"])[:120],
        occurred_at=row["occurred_at"],
        source=str(row.get("source") or "import")[:40],
        message_id=str(row["message_id"])[:160],
        touchpoint_key=str(row.get("touchpoint_key") or "")[:80],
        properties=dict(row.get("properties") or {}),
    )


def _mark_seen(access: Access, events: list[CustomerEvent]) -> None:
    newest: dict[int, datetime] = {}
    for event in events:
        if event.person_id is not None:
            newest[event.person_id] = max(
                event.occurred_at, newest.get(event.person_id, event.occurred_at)
            )
    for some in in_batches(sorted(newest)):
        people = list(Person.objects.visible_to(access).filter(pk__in=some))
        late = [one for one in people if _is_later(newest[one.pk], one.last_event_at)]
        for person in late:
            person.last_event_at = newest[person.pk]
        Person.objects.bulk_update(late, ["last_event_at"], batch_size=200)


def _is_later(moment: datetime, known: datetime | None) -> bool:
    return known is None or moment > known
