"""What outcomes put on Today: corrections by customers to decide, numbers to ask for again, and
customers worth much whose own number nobody knows.
"""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.agenda import AgendaItem, Tag, agenda_source
from emptychair.kit.periods import local_day
from emptychair.outcomes.models import Kpi
from emptychair.outcomes.queries.due import DueCorrection, corrections_to_decide, kpis_due
from emptychair.outcomes.queries.kpis import customer_name
from emptychair.outcomes.words import value_words

LATE = 30  # days after which a check is as urgent as it gets


@agenda_source("outcomes.corrections")
def corrections_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:  # noqa: ARG001 - as every source
    """A customer says that our number is wrong."""
    if not access.may(Permission.CUSTOMER_WRITE):
        return []
    return [_correction(access, one) for one in corrections_to_decide(access, limit=limit)]


@agenda_source("outcomes.due")
def checks_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Numbers to look at again, those of the largest customers first."""
    if not access.may(Permission.CUSTOMER_WRITE):
        return []
    today = local_day(now, access.workspace.zone)
    return [_due(access, one, today) for one in kpis_due(access, today=today, limit=limit)]


def _correction(access: Access, one: DueCorrection) -> AgendaItem:
    kpi = one.kpi
    facts = {
        "theirs": value_words(one.theirs, kpi.unit),
        "ours": value_words(one.ours, kpi.unit),
        "kpi": kpi.name,
    }
    return AgendaItem(
        key=f"kpi-corrected:{one.id}",
        kind="decide",
        tone="bad",
        sign="flag",
        title=customer_name(access, kpi.company, kpi.person),
        why=_("Corrected %(kpi)s: %(theirs)s instead of our %(ours)s. Decide which one holds.")
        % facts,
        subject=("kpi", kpi.pk),
        actions=("decide", "snooze", "dismiss"),
        person_id=kpi.person_id,
        quote=one.comment,
        value=_worth(kpi),
        urgency=0.8,
        assignee_id=kpi.owner_id,
    )


def _due(access: Access, kpi: Kpi, today: date) -> AgendaItem:
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
    lags = kpi.lags_from is not None and kpi.lags_from <= today
    return AgendaItem(
        key=f"kpi-due:{kpi.pk}:{kpi.due_on}",
        kind="contact",
        tone="bad" if lags else "wait",
        sign="clock",
        title=customer_name(access, kpi.company, kpi.person),
        why=why,
        subject=("kpi", kpi.pk),
        actions=("open", "snooze", "dismiss"),
        person_id=kpi.person_id,
        tags=(Tag(_("behind its target"), "bad"),) if lags else (),
        value=_worth(kpi),
        urgency=min(0.7, 0.3 + 0.4 * days / LATE),
        assignee_id=kpi.owner_id,
    )


def _worth(kpi: Kpi) -> float:
    customer = kpi.company or kpi.person
    return float(customer.yearly_value or 0) if customer is not None else 0.0
