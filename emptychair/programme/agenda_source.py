"""What the programme puts on Today: tasks of the day, and what waits for the executive owner."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.agenda import AgendaItem, agenda_source
from emptychair.kit.periods import local_day
from emptychair.programme.queries import escalations_of, seats_of, tasks_due
from emptychair.programme.types import TaskRow


@agenda_source("programme.tasks")
def tasks_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Tasks of the programme that are due."""
    if not access.may(Permission.SURVEY_READ):
        return []
    today = local_day(now, access.workspace.zone)
    return [_task_item(one) for one in tasks_due(access, today=today, limit=limit)]


@agenda_source("programme.escalations")
def escalations_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """What no team can solve, for whoever decides."""
    if not access.may(Permission.SURVEY_READ):
        return []
    seats = seats_of(access)
    if seats.executive_id != access.user_id and not access.may(Permission.PROGRAMME_MANAGE):
        return []
    return [
        AgendaItem(
            key=f"escalation:{one.id}",
            kind="decide",
            tone="bad",
            sign="flag",
            title=one.title,
            why=_("%(name)s needs a decision: %(needs)s")
            % {"name": one.raised_by or _("A colleague"), "needs": one.needs[:160]},
            subject=("escalation", one.id),
            actions=("decide", "snooze", "dismiss"),
            urgency=0.9 if (now - one.raised_at).days < 7 else 1.0,
            assignee_id=seats.executive_id,
        )
        for one in escalations_of(access, decided=False, limit=limit)
    ]


def _task_item(row: TaskRow) -> AgendaItem:
    left = len(row.steps) - row.done_steps
    words = ngettext(
        "%(left)s line of its checklist is open.", "%(left)s lines of its checklist are open.", left
    )
    return AgendaItem(
        key=f"task:{row.id}",
        kind="decide",
        tone="bad" if row.is_exceptional else "wait",
        sign="flag" if row.is_exceptional else "check",
        title=row.title,
        why=" ".join(part for part in (row.why, words % {"left": left}) if part),
        subject=("task", row.id),
        actions=("open", "snooze", "dismiss"),
        urgency=0.95 if row.is_exceptional else 0.7 if row.is_overdue else 0.4,
        assignee_id=row.owner_id,
    )
