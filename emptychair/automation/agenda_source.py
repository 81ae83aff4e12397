"""What playbooks put on Today: what they tell a colleague, and runs that need a look. Their tasks
are cases, which stand there already.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.models import Run, RunStep
from emptychair.automation.queries.customers import customers_shown
from emptychair.automation.queries.runs import broken_runs, masked, told_to
from emptychair.automation.types import Customer, Subject
from emptychair.automation.words import run_reason
from emptychair.kit.agenda import AgendaItem, agenda_source

TOLD_FOR = timedelta(days=14)


@agenda_source("automation.told")
def told_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """What a playbook tells whoever reads this."""
    if not access.may(Permission.CUSTOMER_READ):
        return []
    rows = told_to(access, since=now - TOLD_FOR, limit=limit)
    shown = _customers(access, [row.run for row in rows])
    return [_told_item(access, row, shown[row.run_id]) for row in rows]


@agenda_source("automation.broken")
def broken_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Runs in which a step failed again and again."""
    del now
    if not access.may(Permission.CUSTOMER_WRITE) or access.assigned_only:
        return []
    rows = broken_runs(access, limit=limit)
    shown = _customers(access, rows)
    return [
        AgendaItem(
            key=f"playbook-broken:{row.pk}",
            kind="decide",
            tone="bad",
            sign="tool",
            title=_("“%(playbook)s” is stuck for %(customer)s")
            % {"playbook": row.playbook.name, "customer": shown[row.pk].name},
            why=run_reason(row.reason),
            subject=("playbook_run", row.pk),
            actions=("open", "snooze", "dismiss"),
            value=shown[row.pk].value,
            urgency=0.8,
            assignee_id=row.playbook.owner_id,
        )
        for row in rows
    ]


def _customers(access: Access, runs: list[Run]) -> dict[int, Customer]:
    subjects = {run.pk: Subject(run.person_id, run.company_id) for run in runs}
    shown = {
        about: customers_shown(access, set(subjects.values()), about=about)
        for about in {run.about for run in runs}
    }
    return {run.pk: shown[run.about][subjects[run.pk]] for run in runs}


def _told_item(access: Access, row: RunStep, customer: Customer) -> AgendaItem:
    text = masked(access, str(row.result.get("text", "")), row.run.person)
    return AgendaItem(
        key=f"playbook-told:{row.pk}",
        kind="contact",
        tone="wait",
        sign="flag",
        title=customer.name,
        why=_("%(text)s (playbook “%(playbook)s”)")
        % {"text": text, "playbook": row.run.playbook.name},
        subject=("playbook_run", row.run_id),
        actions=("open", "call_noted", "snooze", "dismiss"),
        person_id=row.run.person_id,
        value=customer.value,
        urgency=0.6,
        assignee_id=access.user_id,
    )
