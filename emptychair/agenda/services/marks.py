"""Remembering what was done with a row of Today."""

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.agenda.errors import MomentIsPast
from emptychair.agenda.models import AgendaMark
from emptychair.agenda.queries import item_with_key, mark_with_id, newest_mark
from emptychair.agenda.rules.hiding import Mark, hides
from emptychair.agenda.types import MarkAction
from emptychair.kit.agenda import AgendaItem
from emptychair.kit.masking import cut_whole

if TYPE_CHECKING:
    from emptychair.accounts.models import Team, User


class MarkWords(TypedDict, total=False):
    """What belongs to a mark; each may be missing."""

    until: datetime | None
    for_user: "User | None"
    for_team: "Team | None"
    reason: str
    note: str


@transaction.atomic
def mark_item(
    access: Access, key: str, *, action: str, now: datetime, **words: Unpack[MarkWords]
) -> AgendaMark:
    """Note what was done with the row: it leaves Today (`agenda/rules/hiding.py` says how long).

    Marked in the same way a moment ago, nothing new is noted. Raises `NotOnToday` for a row that
    this access does not see, `MomentIsPast` for a row put off to yesterday.
    """
    access.require(Permission.AGENDA_ACT)
    item = item_with_key(access, key, now=now)
    until = words.get("until")
    if until is not None and until <= now:
        raise MomentIsPast
    before = newest_mark(access, key)
    if before is not None and _says_the_same(before, item, action, now):
        return before
    return _store(access, item, MarkAction(action), now, words)


@transaction.atomic
def undo_mark(access: Access, mark_id: int, *, now: datetime) -> AgendaMark:
    """Take it back: the row is on Today again, if there is still a reason for it."""
    access.require(Permission.AGENDA_ACT)
    mark = mark_with_id(access, mark_id)
    if mark.undone_at is None:
        mark.undone_at = now
        mark.save(update_fields=["undone_at", "changed_at"])
        record_audit(access, mark, action="agenda.undone", before={"action": mark.action})
    return mark


def _says_the_same(before: AgendaMark, item: AgendaItem, action: str, now: datetime) -> bool:
    lasting = action not in {MarkAction.SNOOZED, MarkAction.ASSIGNED}
    mark = Mark(before.action, before.until, before.due_at)
    return lasting and before.action == action and hides(mark, item, now)


def _store(
    access: Access, item: AgendaItem, action: MarkAction, now: datetime, words: MarkWords
) -> AgendaMark:
    mark = AgendaMark.objects.create(
        workspace=access.workspace,
        item_key=item.key,
        action=action,
        user_id=access.user_id,
        for_user=words.get("for_user"),
        for_team=words.get("for_team"),
        until=words.get("until"),
        reason=words.get("reason", "")[:60],
        note=cut_whole(words.get("note", "").strip(), 300),
        title=item.title[:200],
        person_id=item.person_id,
        subject_kind=item.subject[0],
        subject_id=item.subject[1],
        due_at=item.due_at,
        marked_at=now,
    )
    after = {"row": item.key, "reason": mark.reason, "until": _plain(mark.until)}
    record_audit(access, mark, action=f"agenda.{action}", after=after)
    return mark


def _plain(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
