"""Tasks of a request: confirmed, changed, given out, done or declined, linked, looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.intake.errors import NothingWritten, ReasonMissing
from emptychair.intake.models import CustomerRequest, RequestTask
from emptychair.intake.services.standing import (
    check_colleague,
    locked_request,
    settle_request,
    write_note,
)
from emptychair.intake.types import Priority, WishState
from emptychair.kit.errors import NotFound, Refused
from emptychair.loop.models import Case, Initiative

MOST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWish:
    """What a task is to be."""

    title: str
    assignee_id: int | None = None
    due_on: date | None = None
    priority: str = Priority.NORMAL.value


@transaction.atomic
def confirm_tasks(
    access: Access, request_id: int, wishes: Sequence[TaskWish], *, now: datetime
) -> list[RequestTask]:
    """The tasks a person made of the wishes; the same words again are not made twice.

    Raises `NothingWritten` without any, `NoSuchColleague`, `RequestIsClosed`.
    """
    row = _ours(access, request_id)
    given = [one for one in wishes if one.title.strip()][:MOST]
    if not given:
        raise NothingWritten
    for user_id in {one.assignee_id for one in given}:
        check_colleague(access, user_id)
    known = RequestTask.objects.visible_to(access).filter(request=row)
    titles = set(known.values_list("title", flat=True))
    last = known.aggregate(last=Max("position"))["last"] or 0
    made: list[RequestTask] = []
    for one in given:
        title = one.title.strip()[:300]
        if title not in titles:
            titles.add(title)
            made.append(_make(access, row, one, position=last + len(made) + 1))
    if made:
        change = {"code": "request.split", "count": len(made)}
        write_note(access, row, now=now, change=change)
        after = {"tasks": [one.title for one in made]}
        record_audit(access, row, action="request.split", after=after)
    settle_request(access, row)
    return made


@transaction.atomic
def change_task(access: Access, task: RequestTask, wish: TaskWish, *, now: datetime) -> RequestTask:
    """Its words, whose it is, its day; whoever looks at it has looked again.

    Raises `NothingWritten`, `NoSuchColleague`.
    """
    row, one = _locked_task(access, task)
    if access.assigned_only:
        raise Refused
    if not wish.title.strip():
        raise NothingWritten
    check_colleague(access, wish.assignee_id)
    before = _plain(one)
    was = one.assignee_id
    one.title, one.due_on = wish.title.strip()[:300], wish.due_on
    one.assignee_id, one.priority = wish.assignee_id, Priority(wish.priority).value
    one.look_again = ""
    one.save()
    record_audit(access, row, action="request.task_changed", before=before, after=_plain(one))
    one.refresh_from_db()
    code = "task.given" if was != one.assignee_id else "task.changed"
    name = str(one.assignee) if one.assignee else ""
    write_note(access, row, now=now, change={"code": code, "title": one.title, "name": name})
    settle_request(access, row)
    return one


@transaction.atomic
def set_task_state(
    access: Access, task: RequestTask, state: str, *, now: datetime, reason: str = ""
) -> RequestTask:
    """Done, declined with the reason the customer will read, or open again.

    Raises `ReasonMissing`.
    """
    row, one = _locked_task(access, task)
    wanted = WishState(state)
    if one.state == wanted and one.reason == reason.strip():
        return one
    if wanted is WishState.DECLINED and not reason.strip():
        raise ReasonMissing
    before = {"state": one.state, "reason": one.reason}
    one.state, one.reason = wanted.value, reason.strip()[:500]
    one.done_at = now if wanted is not WishState.OPEN else None
    one.look_again = ""
    if wanted is WishState.OPEN:
        one.told_at, one.told = None, None
    one.save()
    after = {"state": one.state, "reason": one.reason}
    record_audit(access, row, action="request.task_changed", before=before, after=after)
    change = {"code": f"task.{wanted.value}", "title": one.title, "why": one.reason}
    write_note(access, row, now=now, change=change)
    settle_request(access, row)
    return one


@transaction.atomic
def look_again_done(access: Access, task: RequestTask, *, now: datetime) -> RequestTask:
    """Somebody looked, and it stays as it is."""
    row, one = _locked_task(access, task)
    if one.look_again:
        one.look_again = ""
        one.save(update_fields=["look_again", "changed_at"])
        write_note(access, row, now=now, change={"code": "task.looked", "title": one.title})
        record_audit(access, row, action="request.task_changed", after={"looked": one.pk})
        settle_request(access, row)
    return one


@transaction.atomic
def link_task(
    access: Access,
    task: RequestTask,
    *,
    now: datetime,
    initiative: Initiative | None = None,
    case: Case | None = None,
) -> RequestTask:
    """To what is being changed for it, or to a case; with neither the links are undone."""
    row, one = _locked_task(access, task)
    if access.assigned_only:
        raise Refused
    one.initiative, one.case = initiative, case
    one.save(update_fields=["initiative", "case", "changed_at"])
    to = str(initiative or case or "–")
    write_note(access, row, now=now, change={"code": "task.linked", "title": one.title, "to": to})
    record_audit(access, row, action="request.task_changed", after={"linked": to})
    return one


def _ours(access: Access, request_id: int) -> CustomerRequest:
    """A request to be split; that is for staff alone."""
    access.require(Permission.CASE_WRITE)
    if access.assigned_only:
        raise Refused
    return locked_request(access, request_id)


def _locked_task(access: Access, task: RequestTask) -> tuple[CustomerRequest, RequestTask]:
    row = locked_request(access, task.request_id)
    rows = RequestTask.objects.visible_to(access).select_for_update(of=("self",))
    one = rows.filter(pk=task.pk).first()
    if one is None:
        raise NotFound
    return row, one


def _make(access: Access, row: CustomerRequest, wish: TaskWish, *, position: int) -> RequestTask:
    return RequestTask.objects.create(
        workspace=access.workspace,
        request=row,
        position=position,
        title=wish.title.strip()[:300],
        assignee_id=wish.assignee_id,
        due_on=wish.due_on or row.due_on,
        priority=Priority(wish.priority).value,
    )


def _plain(one: RequestTask) -> dict[str, object]:
    return {
        "title": one.title,
        "assignee": one.assignee_id,
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "priority": one.priority,
    }
