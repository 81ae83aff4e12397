"""What requests put on Today: to be sorted, to be done, to be looked at again, to be told back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.intake.models import CustomerRequest, RequestTask
from emptychair.intake.queries.due import (
    RequestFacts,
    TaskFacts,
    requests_to_sort,
    requests_to_tell,
    requests_with_ids,
    requests_written_back,
    tasks_to_do,
    tasks_to_look_at,
    tasks_with_ids,
)
from emptychair.intake.types import Priority
from emptychair.kit.agenda import AgendaItem, AgendaRow, Tag, agenda_source, in_words
from emptychair.kit.periods import local_day
from emptychair.loop.queries.masked import name_of, words_for
from emptychair.loop.words import ago, amount_a_year

URGENCY = {Priority.HIGH.value: 0.9, Priority.NORMAL.value: 0.6, Priority.LOW.value: 0.3}
REQUESTS, TASKS = "intake.requests", "intake.tasks"
SIGNS = {"wait": "mail", "good": "check", "bad": "clock"}


def requests_told(access: Access, rows: Sequence[AgendaRow], *, now: datetime) -> list[AgendaItem]:
    """Wishes in words."""
    found = requests_with_ids(access, {row.about for row in rows})
    return [
        _in_words(access, row, one, why=_why(row, one, now), quote=_quote(row, one))
        for row in rows
        if (one := found.get(row.about))
    ]


def tasks_told(access: Access, rows: Sequence[AgendaRow], *, now: datetime) -> list[AgendaItem]:
    """Tasks in words."""
    today = local_day(now, access.workspace.zone)
    found = tasks_with_ids(access, {row.about for row in rows})
    return [
        _in_words(access, row, one.request, why=_task_why(access, row, one, today))
        for row in rows
        if (one := found.get(row.about))
    ]


@agenda_source(REQUESTS, told_by=requests_told)
def requests_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaRow]:
    """Wishes that nobody has sorted, that were answered, and that can be told back."""
    del now
    if not access.may(Permission.CASE_READ) or access.assigned_only:
        return []
    fresh = requests_to_sort(access, limit=limit)
    back = requests_written_back(access, limit=limit)
    told = requests_to_tell(access, limit=limit)
    return [
        *(_request(one, key=f"request-new:{one.id}") for one in fresh),
        *(
            _request(one, key=f"request-back:{one.id}:{int(one.wrote_at.timestamp())}")
            for one in back
            if one.wrote_at
        ),
        *(_request(one, key=f"request-tell:{one.id}:{one.tasks}", tone="good") for one in told),
    ]


@agenda_source(TASKS, told_by=tasks_told)
def request_tasks_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaRow]:
    """Tasks that are due, and tasks of customers whose situation changed."""
    if not access.may(Permission.CASE_READ):
        return []
    today = local_day(now, access.workspace.zone)
    due = [_due(one, today) for one in tasks_to_do(access, today=today, limit=limit)]
    again = [_again(one) for one in tasks_to_look_at(access, limit=limit)]
    return [*due, *again]


def _request(one: RequestFacts, *, key: str, **more: Any) -> AgendaRow:
    plain: dict[str, Any] = {"kind": "contact", "tone": "wait"}
    return AgendaRow(
        key=key,
        subject=("request", one.number),
        person_id=one.person_id,
        value=one.value,
        urgency=URGENCY.get(one.priority, 0.6),
        assignee_id=one.owner_id,
        source=REQUESTS,
        about=one.id,
        **(plain | more),
    )


def _due(one: TaskFacts, today: date) -> AgendaRow:
    days = _late(one.due_on, today)
    return AgendaRow(
        key=f"request-task:{one.id}:{one.due_on}",
        kind="fix",
        tone="bad" if days else "wait",
        subject=("request", one.number),
        person_id=one.person_id,
        value=one.value,
        urgency=min(1.0, URGENCY.get(one.priority, 0.6) + days / 50),
        assignee_id=one.assignee_id,
        source=TASKS,
        about=one.id,
    )


def _again(one: TaskFacts) -> AgendaRow:
    return AgendaRow(
        key=f"request-again:{one.id}",
        kind="decide",
        tone="wait",
        subject=("request", one.number),
        person_id=one.person_id,
        value=one.value,
        urgency=URGENCY.get(one.request_priority, 0.6),
        assignee_id=one.assignee_id,
        source=TASKS,
        about=one.id,
    )


def _late(due_on: date | None, today: date) -> int:
    return (today - due_on).days if due_on else 0


def _why(row: AgendaRow, one: CustomerRequest, now: datetime) -> str:
    kind = row.key.partition(":")[0]
    if kind == "request-new":
        return _(
            "Wrote %(ago)s what they need. Nobody has sorted it yet (request #%(number)s)."
        ) % {"ago": ago(one.received_at, now), "number": one.number}
    if kind == "request-back" and one.customer_wrote_at:
        return _("Wrote back on request #%(number)s %(ago)s.") % {
            "ago": ago(one.customer_wrote_at, now),
            "number": one.number,
        }
    return _("Everything about request #%(number)s is settled: tell them what came of it.") % {
        "number": one.number
    }


def _quote(row: AgendaRow, one: CustomerRequest) -> str:
    return one.raw[:200] if row.key.startswith("request-new:") else ""


def _task_why(access: Access, row: AgendaRow, one: RequestTask, today: date) -> str:
    title = words_for(access, one.title, one.request.person)
    if row.kind == "decide":
        why = words_for(access, one.look_again)
        return _("Look at it again: %(why)s (%(task)s)") % {"why": why, "task": title}
    days = _late(one.due_on, today)
    words = (
        ngettext(
            "Due %(days)s day ago: %(task)s (request #%(number)s)",
            "Due %(days)s days ago: %(task)s (request #%(number)s)",
            days,
        )
        if days
        else _("Due today: %(task)s (request #%(number)s)")
    )
    return words % {"days": days, "task": title, "number": one.request.number}


def _in_words(
    access: Access, row: AgendaRow, one: CustomerRequest, *, why: str, quote: str = ""
) -> AgendaItem:
    worth = amount_a_year(row.value, access.workspace.currency) if row.value else ""
    return in_words(
        row,
        sign=SIGNS.get(row.tone, "clock"),
        title=name_of(access, one.person, one.company)
        or words_for(access, one.title, one.person)
        or _("A customer"),
        why=why,
        quote=words_for(access, quote, one.person),
        tags=(Tag(worth),) if worth else (),
        actions=("open", "snooze", "dismiss"),
    )
