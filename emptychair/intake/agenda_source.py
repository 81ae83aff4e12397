"""What requests put on Today: to be sorted, to be done, to be looked at again, to be told back."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.intake.models import CustomerRequest, RequestTask
from emptychair.intake.queries.due import (
    requests_to_sort,
    requests_to_tell,
    requests_written_back,
    tasks_to_do,
    tasks_to_look_at,
)
from emptychair.intake.types import Priority
from emptychair.kit.agenda import AgendaItem, Tag, Tone, agenda_source
from emptychair.kit.periods import local_day
from emptychair.loop.queries.masked import name_of, words_for
from emptychair.loop.words import ago, amount_a_year

URGENCY = {Priority.HIGH.value: 0.9, Priority.NORMAL.value: 0.6, Priority.LOW.value: 0.3}


@agenda_source("intake.requests")
def requests_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Wishes that nobody has sorted, that were answered, and that can be told back."""
    if not access.may(Permission.CASE_READ) or access.assigned_only:
        return []
    fresh = [
        _item(
            access,
            one,
            key=f"request-new:{one.pk}",
            why=_("Wrote %(ago)s what they need. Nobody has sorted it yet (request #%(number)s).")
            % {"ago": ago(one.received_at, now), "number": one.number},
            tone="wait",
            quote=one.raw[:200],
        )
        for one in requests_to_sort(access, limit=limit)
    ]
    back = [
        _item(
            access,
            one,
            key=f"request-back:{one.pk}:{int(one.customer_wrote_at.timestamp())}",
            why=_("Wrote back on request #%(number)s %(ago)s.")
            % {"number": one.number, "ago": ago(one.customer_wrote_at, now)},
            tone="wait",
        )
        for one in requests_written_back(access, limit=limit)
        if one.customer_wrote_at
    ]
    told = [
        _item(
            access,
            one,
            key=f"request-tell:{one.pk}:{one.tasks_all}",
            why=_("Everything about request #%(number)s is settled: tell them what came of it.")
            % {"number": one.number},
            tone="good",
        )
        for one in requests_to_tell(access, limit=limit)
    ]
    return [*fresh, *back, *told]


@agenda_source("intake.tasks")
def request_tasks_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Tasks that are due, and tasks of customers whose situation changed."""
    if not access.may(Permission.CASE_READ):
        return []
    today = local_day(now, access.workspace.zone)
    due = [_due(access, one, today) for one in tasks_to_do(access, today=today, limit=limit)]
    again = [
        _item(
            access,
            one.request,
            key=f"request-again:{one.pk}",
            why=_("Look at it again: %(why)s (%(task)s)")
            % {"why": words_for(access, one.look_again), "task": _title(access, one)},
            tone="wait",
            assignee_id=one.assignee_id,
            kind="decide",
        )
        for one in tasks_to_look_at(access, limit=limit)
    ]
    return [*due, *again]


def _due(access: Access, one: RequestTask, today: date) -> AgendaItem:
    days = (today - one.due_on).days if one.due_on else 0
    words = (
        ngettext(
            "Due %(days)s day ago: %(task)s (request #%(number)s)",
            "Due %(days)s days ago: %(task)s (request #%(number)s)",
            days,
        )
        if days
        else _("Due today: %(task)s (request #%(number)s)")
    )
    said = {"days": days, "task": _title(access, one), "number": one.request.number}
    return _item(
        access,
        one.request,
        key=f"request-task:{one.pk}:{one.due_on}",
        why=words % said,
        tone="bad" if days else "wait",
        assignee_id=one.assignee_id,
        kind="fix",
        urgency=min(1.0, URGENCY.get(one.priority, 0.6) + days / 50),
    )


def _item(
    access: Access, row: CustomerRequest, *, key: str, why: str, tone: Tone, **more: Any
) -> AgendaItem:
    value = _value(row)
    quote = more.pop("quote", "")
    return AgendaItem(
        key=key,
        tone=tone,
        sign="mail" if tone == "wait" else "check" if tone == "good" else "clock",
        title=name_of(access, row.person, row.company)
        or words_for(access, row.title, row.person)
        or _("A customer"),
        why=why,
        quote=words_for(access, quote, row.person),
        tags=(Tag(amount_a_year(value, access.workspace.currency)),) if value else (),
        subject=("request", row.number),
        actions=("open", "snooze", "dismiss"),
        person_id=row.person_id,
        value=value,
        **{
            "kind": "contact",
            "urgency": URGENCY.get(row.priority, 0.6),
            "assignee_id": row.owner_id,
            **more,
        },
    )


def _title(access: Access, one: RequestTask) -> str:
    return words_for(access, one.title, one.request.person)


def _value(row: CustomerRequest) -> float:
    for one in (row.company, row.person):
        if one and one.yearly_value:
            return float(one.yearly_value)
    return 0.0
