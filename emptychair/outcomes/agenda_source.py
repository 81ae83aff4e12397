"""What outcomes put on Today: corrections by customers to decide, numbers to ask for again, and
customers worth much whose own number nobody knows.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.finding import shown_words
from emptychair.kit.agenda import AgendaItem, AgendaRow, Tag, agenda_source, in_words
from emptychair.kit.periods import local_day
from emptychair.outcomes.models import Confirmation, Kpi
from emptychair.outcomes.queries.due import (
    DueKpi,
    KpiFacts,
    corrections_to_decide,
    corrections_with_ids,
    kpis_due,
    kpis_with_ids,
)
from emptychair.outcomes.queries.kpis import customer_name
from emptychair.outcomes.words import value_words

LATE = 30  # days after which a check is as urgent as it gets
CORRECTIONS, DUE = "outcomes.corrections", "outcomes.due"


def corrections_told(
    access: Access, rows: Sequence[AgendaRow], *, now: datetime
) -> list[AgendaItem]:
    """Corrections in words."""
    del now
    found = corrections_with_ids(access, [row.about for row in rows])
    return [_correction_words(access, row, found[row.about]) for row in rows if row.about in found]


def checks_told(access: Access, rows: Sequence[AgendaRow], *, now: datetime) -> list[AgendaItem]:
    """Numbers to look at, in words."""
    today = local_day(now, access.workspace.zone)
    found = kpis_with_ids(access, [row.about for row in rows])
    return [_due_words(access, row, found[row.about], today) for row in rows if row.about in found]


@agenda_source(CORRECTIONS, told_by=corrections_told)
def corrections_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaRow]:
    """A customer says that our number is wrong."""
    del now
    if not access.may(Permission.CUSTOMER_WRITE):
        return []
    return [_correction(pk, kpi) for pk, kpi in corrections_to_decide(access, limit=limit)]


@agenda_source(DUE, told_by=checks_told)
def checks_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaRow]:
    """Numbers to look at again, those of the largest customers first."""
    if not access.may(Permission.CUSTOMER_WRITE):
        return []
    today = local_day(now, access.workspace.zone)
    return [_due(one, today) for one in kpis_due(access, today=today, limit=limit)]


def _correction(number: int, kpi: KpiFacts) -> AgendaRow:
    return AgendaRow(
        key=f"kpi-corrected:{number}",
        kind="decide",
        tone="bad",
        subject=("kpi", kpi.id),
        person_id=kpi.person_id,
        value=kpi.value,
        urgency=0.8,
        assignee_id=kpi.owner_id,
        source=CORRECTIONS,
        about=number,
    )


def _correction_words(access: Access, row: AgendaRow, one: Confirmation) -> AgendaItem:
    kpi = one.kpi
    facts = {
        "theirs": value_words(one.their_value, kpi.unit),
        "ours": value_words(one.reading.value, kpi.unit),
        "kpi": kpi.name,
    }
    return in_words(
        row,
        sign="flag",
        title=customer_name(access, kpi.company, kpi.person),
        why=_("Corrected %(kpi)s: %(theirs)s instead of our %(ours)s. Decide which one holds.")
        % facts,
        actions=("decide", "snooze", "dismiss"),
        quote=shown_words(access, one.comment, one.person),
    )


def _due(one: DueKpi, today: date) -> AgendaRow:
    days = (today - one.due_on).days
    lags = one.lags_from is not None and one.lags_from <= today
    return AgendaRow(
        key=f"kpi-due:{one.kpi.id}:{one.due_on}",
        kind="contact",
        tone="bad" if lags else "wait",
        subject=("kpi", one.kpi.id),
        person_id=one.kpi.person_id,
        value=one.kpi.value,
        urgency=min(0.7, 0.3 + 0.4 * days / LATE),
        assignee_id=one.kpi.owner_id,
        source=DUE,
        about=one.kpi.id,
    )


def _due_words(access: Access, row: AgendaRow, kpi: Kpi, today: date) -> AgendaItem:
    days = (today - kpi.due_on).days if kpi.due_on else 0
    never = kpi.current_on is None
    last = value_words(kpi.current_value, kpi.unit)
    why = (
        _("Nobody has entered %(kpi)s yet. Ask for it.") % {"kpi": kpi.name}
        if never
        else ngettext(
            "%(kpi)s was last %(value)s; to be looked at since %(days)s day. Ask how it stands.",
            "%(kpi)s was last %(value)s; to be looked at since %(days)s days. Ask how it stands.",
            days,
        )
        % {"kpi": kpi.name, "value": last, "days": days}
    )
    return in_words(
        row,
        sign="clock",
        title=customer_name(access, kpi.company, kpi.person),
        why=why,
        actions=("open", "snooze", "dismiss"),
        tags=(Tag(_("behind its target"), "bad"),) if row.tone == "bad" else (),
    )
