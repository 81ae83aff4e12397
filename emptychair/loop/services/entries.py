"""What every change of a case does: lock the row, write the thread, tell customer and audit."""

from datetime import datetime
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.services.timeline import add_to_timeline
from emptychair.kit.errors import NotFound
from emptychair.loop.errors import CaseChanged, CaseIsClosed
from emptychair.loop.models import Case, CaseEntry
from emptychair.loop.types import CaseState


def locked_case(access: Access, case: Case, *, seen: datetime | None = None) -> Case:
    """The row as it is now, locked for a change.

    `seen` is the `changed_at` that the page showed. Raises `CaseChanged` when somebody was
    quicker, `Refused` without the right, `NotFound` for a case that may not be seen.
    """
    access.require(Permission.CASE_WRITE)
    row = Case.objects.visible_to(access).select_for_update(of=("self",)).filter(pk=case.pk).first()
    if row is None:
        raise NotFound
    if seen is not None and row.changed_at != seen:
        raise CaseChanged
    return row


def locked_open_case(access: Access, case: Case, *, seen: datetime | None = None) -> Case:
    """The same for what a closed case does not take. Raises `CaseIsClosed` too."""
    row = locked_case(access, case, seen=seen)
    if row.state == CaseState.CLOSED:
        raise CaseIsClosed
    return row


def write_entry(
    access: Access, case: Case, *, kind: str, text: str = "", now: datetime, **links: Any
) -> CaseEntry:
    """One line of the thread. `links` are message, inbound, or change (a code with parameters)."""
    return CaseEntry.objects.create(
        workspace=access.workspace,
        case=case,
        kind=kind,
        text=text,
        author_id=access.user_id,
        author_label=access.actor.label[:200],
        happened_at=now,
        **links,
    )


def tell_timeline(
    access: Access, case: Case, *, code: str, key: str, now: datetime, **parameters: Any
) -> None:
    """One line on the page of the customer, if the case has one. `key` is unique in the case."""
    if case.person is None and case.company is None:
        return
    add_to_timeline(
        access,
        person=case.person,
        company=case.company,
        code=code,
        parameters={"number": case.number, **parameters},
        happened_at=now,
        unique_key=f"case:{case.pk}:{key}",
    )


def on_behalf_of(access: Access) -> Access:
    """The product acting for somebody who may do what led here: holds, mail, timeline."""
    return Access.system(access.workspace, access.actor.label)
