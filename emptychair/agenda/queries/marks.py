"""What was done with rows of Today."""

from datetime import datetime

from django.utils.translation import get_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.agenda.errors import NotOnToday
from emptychair.agenda.models import AgendaMark
from emptychair.agenda.types import DismissReason, DoneRow, MarkAction
from emptychair.kit.masking import mask_name, mask_names

NAMED_AFTER_SOMEBODY = frozenset({"message", "person", "response"})


def newest_mark(access: Access, key: str) -> AgendaMark | None:
    """What was last done with the row, if it was not taken back."""
    found = AgendaMark.objects.visible_to(access).filter(item_key=key, undone_at=None)
    return found.order_by("-marked_at", "-pk").first()


def mark_with_id(access: Access, mark_id: int) -> AgendaMark:
    """A mark; a partner sees their own. Raises `NotOnToday`."""
    access.require(Permission.AGENDA_READ)
    found = AgendaMark.objects.visible_to(access).filter(pk=mark_id)
    if access.assigned_only:
        found = found.filter(user=access.user_id)
    mark = found.select_related("for_user", "for_team").first()
    if mark is None:
        raise NotOnToday
    return mark


def done_since(access: Access, *, since: datetime, limit: int = 200) -> list[DoneRow]:
    """What was done with rows of Today since a moment, newest first; a partner sees their own."""
    access.require(Permission.AGENDA_READ)
    found = AgendaMark.objects.visible_to(access).filter(marked_at__gte=since)
    if access.assigned_only:
        found = found.filter(user=access.user_id)
    marks = found.select_related("user", "for_user", "for_team").order_by("-marked_at", "-pk")
    return [_done_row(access, mark) for mark in marks[:limit]]


def _done_row(access: Access, mark: AgendaMark) -> DoneRow:
    whole = access.may_see_names
    reason = mark.reason
    known = DismissReason(reason).label if reason in DismissReason.values else reason
    given = mark.for_user or mark.for_team
    return DoneRow(
        id=mark.pk,
        title=mark.title if whole else _masked(mark),
        action=mark.action,
        action_words=str(MarkAction(mark.action).label),
        by=str(mark.user) if mark.user else "",
        given_to=str(given) if given else "",
        reason=str(known),
        note=mark.note if whole else mask_names(mark.note, [mark.title.rpartition(" ・ ")[2]]),
        until=mark.until,
        marked_at=mark.marked_at,
        subject=(mark.subject_kind, mark.subject_id),
        undone=mark.undone_at is not None,
        may_undo=mark.undone_at is None and access.may(Permission.AGENDA_ACT),
    )


def _masked(mark: AgendaMark) -> str:
    """The title as it stood on Today for this reader: a company as it is, a person masked."""
    if mark.person_id is None and mark.subject_kind not in NAMED_AFTER_SOMEBODY:
        return mask_names(mark.title, [])
    company, between, person = mark.title.rpartition(" ・ ")
    return company + between + mask_name(person, get_language() or "ja")
