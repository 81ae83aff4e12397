"""What product use puts on Today: whom to contact while it can still be changed."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import plain
from emptychair.kit.agenda import AgendaItem, Tag, agenda_source
from emptychair.kit.periods import local_day
from emptychair.usage.queries.lists import UseRow, companies_to_look_at
from emptychair.usage.queries.people_lists import people_to_look_at
from emptychair.usage.words import change_words, limits_words, seats_words

URGENCY = {"dropping": 0.6, "unused": 0.5, "trial": 0.7}


@agenda_source("usage.companies")
def companies_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Use that drops beyond its own noise, seats nobody uses, trials that end unused."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    today = local_day(now, access.workspace.zone)
    found = companies_to_look_at(access, today=today, limit=limit)
    return [_item(access, kind, row, today) for kind, row in found]


@agenda_source("usage.people")
def people_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """The same of people and households by themselves."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    today = local_day(now, access.workspace.zone)
    found = people_to_look_at(access, today=today, limit=limit)
    return [_item(access, kind, row, today) for kind, row in found]


def _item(access: Access, kind: str, row: UseRow, today: date) -> AgendaItem:
    why, tags = _WORDS[kind](access, row, today)
    return AgendaItem(
        key=f"use-{kind}:{row.company_id or f'person-{row.person_id}'}",
        kind="contact",
        tone="bad" if kind == "dropping" else "wait",
        sign="silence" if kind == "trial" else "clock",
        title=row.name,
        why=why,
        subject=_subject(row),
        person_id=row.person_id,
        actions=("open", "call_noted", "assign", "snooze", "dismiss"),
        tags=tags,
        value=_value(kind, row),
        urgency=URGENCY[kind],
    )


def _subject(row: UseRow) -> tuple[str, int]:
    if row.company_id is not None:
        return "company_use", row.company_id
    return "person", row.person_id or 0


def _value(kind: str, row: UseRow) -> float:
    money = row.unused_value if kind == "unused" else row.yearly_value
    return float(money or 0)


def _dropping(_access: Access, row: UseRow, _today: date) -> tuple[str, tuple[Tag, ...]]:
    why = _("Use: %(change)s, beyond what it moves by itself. Ask what changed.") % {
        "change": f"{change_words(row)} {_in_brackets(limits_words(row))}".strip()
    }
    return why, (Tag(_("use dropping"), "bad"),)


def _in_brackets(text: str) -> str:
    return f"({text})" if text else ""


def _unused(access: Access, row: UseRow, today: date) -> tuple[str, tuple[Tag, ...]]:
    days = (row.renews_on - today).days if row.renews_on else 0
    money = plain(float(row.unused_value or 0))
    why = _(
        "%(seats)s, %(money)s %(currency)s a year for nobody, and it renews in %(days)s days. Win "
        "more users, or offer fewer seats before they ask."
    ) % {
        "seats": seats_words(row),
        "money": money,
        "currency": row.currency or access.workspace.currency,
        "days": days,
    }
    return why, (Tag(_("unused seats"), "wait"),)


def _trial(_access: Access, row: UseRow, today: date) -> tuple[str, tuple[Tag, ...]]:
    days = (row.trial_ends_on - today).days if row.trial_ends_on else 0
    why = _(
        "The trial ends in %(days)s days, and nobody used anything in the last four weeks. Ask "
        "what stands in the way."
    ) % {"days": days}
    return why, (Tag(_("trial ends"), "wait"),)


_WORDS = {"dropping": _dropping, "unused": _unused, "trial": _trial}
