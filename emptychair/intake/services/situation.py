"""The customer's situation changed: which tasks are to be looked at again, where their days go,
and who hears of it. Looked at first, then done.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override as in_language

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.queries import members_of
from emptychair.accounts.services.audit import record_audit
from emptychair.intake.errors import NothingWritten
from emptychair.intake.models import CustomerRequest, RequestTask
from emptychair.intake.queries.requests import open_tasks_about
from emptychair.intake.rules.moving import moved_day
from emptychair.intake.services.standing import settle_request, tell_customer_page, write_note
from emptychair.intake.types import Moved, NoteKind
from emptychair.kit.errors import Refused
from emptychair.messaging.services.sending import plan_message
from emptychair.messaging.types import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed, for whom, and by how many days work moves (0: only look again)."""

    text: str
    days: int = 0
    request_id: int | None = None
    company_id: int | None = None
    person_id: int | None = None


def preview_change(access: Access, change: Change) -> list[Moved]:
    """Each open task it touches with its day before and after; nothing is stored."""
    access.require(Permission.CASE_READ)
    return [
        Moved(
            task_id=one.pk,
            number=one.request.number,
            title=one.title,
            before=one.due_on,
            after=moved_day(one.due_on, change.days),
            assignee_id=one.assignee_id,
            assignee=str(one.assignee) if one.assignee else "",
        )
        for one in open_tasks_about(
            access,
            request_id=change.request_id,
            company_id=change.company_id,
            person_id=change.person_id,
        )
    ]


@transaction.atomic
def apply_change(access: Access, change: Change, *, now: datetime) -> list[Moved]:
    """Move the days, mark the tasks, write it down, and mail whoever has one of them.

    Raises `NothingWritten`, `DaysUnclear`.
    """
    access.require(Permission.CASE_WRITE)
    if access.assigned_only:
        raise Refused
    words = change.text.strip()
    if not words:
        raise NothingWritten
    moves = preview_change(access, change)
    for one in moves:
        rows = RequestTask.objects.visible_to(access).filter(pk=one.task_id)
        rows.update(due_on=one.after, look_again=words[:300])
    numbers = {one.number for one in moves}
    if not moves and change.request_id:
        numbers = {CustomerRequest.objects.visible_to(access).get(pk=change.request_id).number}
    for row in CustomerRequest.objects.visible_to(access).filter(number__in=numbers):
        _write_down(access, row, change, [one for one in moves if one.number == row.number], now)
    _tell_colleagues(access, words, moves, now)
    return moves


def _write_down(
    access: Access, row: CustomerRequest, change: Change, moves: list[Moved], now: datetime
) -> None:
    write_note(access, row, now=now, kind=NoteKind.SITUATION, text=change.text.strip())
    if moves:
        said = {"code": "request.again", "count": len(moves), "why": change.text.strip()[:120]}
        write_note(access, row, now=now, change=said)
    before = {str(one.task_id): _day(one.before) for one in moves}
    after = {str(one.task_id): _day(one.after) for one in moves}
    record_audit(access, row, action="request.replanned", before=before, after=after)
    key = f"situation:{now.isoformat()}"
    text = change.text.strip()[:200]
    tell_customer_page(access, row, code="intake.situation", key=key, now=now, text=text)
    settle_request(access, row)


def _tell_colleagues(access: Access, words: str, moves: list[Moved], now: datetime) -> None:
    """One mail to each colleague or partner with a task that is touched, but not to oneself."""
    by_user: dict[int, list[Moved]] = {}
    for one in moves:
        if one.assignee_id and one.assignee_id != access.user_id:
            by_user.setdefault(one.assignee_id, []).append(one)
    members = {one.user_id: one for one in members_of(access)}
    for user_id, own in by_user.items():
        member = members.get(user_id)
        if member is None:
            continue
        with in_language(access.workspace.language):
            lines = [
                f"#{one.number} {one.title}: {_day(one.before)} → {_day(one.after)}" for one in own
            ]
            subject = _("A customer's situation changed: please look at your tasks again")
            text = words + "\n\n" + "\n".join(lines) + "\n"
        plan_message(
            access,
            person=None,
            unique_key=f"request-again:{user_id}:{now.isoformat()}",
            purpose=Purpose.STAFF,
            to_address=member.email,
            to_name=member.name,
            subject=subject,
            text=text,
            language=access.workspace.language,
        )


def _day(day: date | None) -> str:
    return day.isoformat() if day else "–"
