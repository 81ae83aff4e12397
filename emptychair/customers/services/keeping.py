"""Storing what customers do, each message once: many in a few questions, as plain values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.events import CustomerEventRecorded
from emptychair.customers.models import CustomerEvent, Person
from emptychair.customers.types import Happening
from emptychair.kit.events import anybody_wants, publish_all
from emptychair.kit.prepared import Prepared
from emptychair.kit.storing import store_later, store_plain

Seen = Mapping[int, datetime | None]  # when a person was seen last, as far as we know
_COLUMNS = (*Happening.__annotations__, "workspace", "created_at", "changed_at")
_KNOWN = Prepared(
    lambda workspace, messages: CustomerEvent.objects.filter(
        workspace=workspace, message_id__in=messages
    ).values_list("message_id", "pk"),
    workspace=int,
    messages=list[str],
)


def keep_happenings(
    access: Access, happenings: Sequence[Happening], *, seen: Seen | None = None
) -> dict[str, Happening]:
    """Store those whose message is not there yet, and tell of them; what is new, by message.

    Who names the people has looked whether they are there. Raises `IntegrityError` where another
    request stored the same message at this moment: then nothing is stored, and one tries again.
    """
    access.require(Permission.CUSTOMER_WRITE)
    by_message: dict[str, Happening] = {}
    for one in happenings:
        by_message.setdefault(one.message_id, one)
    known = _ids_of(access, by_message)
    new = {message: one for message, one in by_message.items() if message not in known}
    if new:
        now = timezone.now()
        always = (access.workspace.pk, now, now)
        with transaction.atomic(savepoint=False):
            store_plain(CustomerEvent, _COLUMNS, [(*one, *always) for one in new.values()])
            _mark_seen(access, new.values(), seen or {})
            _tell(access, new)
    return new


def _ids_of(access: Access, messages: Iterable[str]) -> dict[str, int]:
    rows = _KNOWN.rows(workspace=access.workspace.pk, messages=list(messages))
    return {row[0]: row[1] for row in rows}


def _mark_seen(access: Access, new: Iterable[Happening], seen: Seen) -> None:
    """The people of new events were seen then."""
    newest: dict[int, datetime] = {}
    for one in new:
        person = one.person
        if person is not None and (person not in newest or newest[person] < one.occurred_at):
            newest[person] = one.occurred_at
    late = {
        person: moment
        for person, moment in newest.items()
        if (before := seen.get(person)) is None or before < moment
    }
    store_later(Person, "last_event_at", late, workspace_id=access.workspace.pk)


def _tell(access: Access, new: Mapping[str, Happening]) -> None:
    """Tell of those whose name anybody waits for; who reacts to others is not even asked."""
    first = {one.name: one for one in new.values()}
    asked = anybody_wants([_fact(access, one, 0) for one in first.values()])
    wanted = {name for name, is_wanted in zip(first, asked, strict=True) if is_wanted}
    told = {message: one for message, one in new.items() if one.name in wanted}
    if told:
        ids = _ids_of(access, told)
        publish_all([_fact(access, one, ids[message]) for message, one in told.items()])


def _fact(access: Access, one: Happening, event_id: int) -> CustomerEventRecorded:
    return CustomerEventRecorded(
        workspace_id=access.workspace.pk,
        about=f"person:{one.person}" if one.person else f"company:{one.company}",
        event_id=event_id,
        person_id=one.person,
        event_name=one.name,
    )
