"""What product use puts on Today: whom to contact while it can still be changed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.charts import plain
from emptychair.kit.agenda import AgendaItem, AgendaRow, Tag, agenda_source, in_words
from emptychair.kit.periods import local_day
from emptychair.usage.queries.lists import (
    UseFacts,
    UseRow,
    companies_to_look_at,
    companies_with_use,
)
from emptychair.usage.queries.people_lists import people_to_look_at, people_with_use
from emptychair.usage.words import change_words, limits_words, seats_words

URGENCY = {"dropping": 0.6, "unused": 0.5, "trial": 0.7}


COMPANIES, PEOPLE = "usage.companies", "usage.people"


def companies_told(access: Access, rows: Sequence[AgendaRow], *, now: datetime) -> list[AgendaItem]:
    """Companies in words."""
    return _told(access, rows, companies_with_use(access, {row.about for row in rows}), now)


def people_told(access: Access, rows: Sequence[AgendaRow], *, now: datetime) -> list[AgendaItem]:
    """People and households in words."""
    return _told(access, rows, people_with_use(access, {row.about for row in rows}), now)


@agenda_source(COMPANIES, told_by=companies_told)
def companies_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaRow]:
    """Use that drops beyond its own noise, seats nobody uses, trials that end unused."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    today = local_day(now, access.workspace.zone)
    found = companies_to_look_at(access, today=today, limit=limit)
    return [_row(one, f"use-{one.kind}:{one.customer_id}", COMPANIES) for one in found]


@agenda_source(PEOPLE, told_by=people_told)
def people_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaRow]:
    """The same of people and households by themselves."""
    if not access.may(Permission.CUSTOMER_READ) or access.assigned_only:
        return []
    today = local_day(now, access.workspace.zone)
    found = people_to_look_at(access, today=today, limit=limit)
    return [_row(one, f"use-{one.kind}:person-{one.customer_id}", PEOPLE) for one in found]


def _row(one: UseFacts, key: str, source: str) -> AgendaRow:
    is_person = source == PEOPLE
    return AgendaRow(
        key=key,
        kind="contact",
        tone="bad" if one.kind == "dropping" else "wait",
        subject=("person" if is_person else "company_use", one.customer_id),
        person_id=one.customer_id if is_person else None,
        value=one.value,
        urgency=URGENCY[one.kind],
        source=source,
        about=one.row_id,
    )


def _told(
    access: Access, rows: Iterable[AgendaRow], uses: Mapping[int, UseRow], now: datetime
) -> list[AgendaItem]:
    today = local_day(now, access.workspace.zone)
    return [_item(access, row, uses[row.about], today) for row in rows if row.about in uses]


def _item(access: Access, row: AgendaRow, use: UseRow, today: date) -> AgendaItem:
    kind = row.key.partition(":")[0].removeprefix("use-")
    why, tags = _WORDS[kind](access, use, today)
    return in_words(
        row,
        sign="silence" if kind == "trial" else "clock",
        title=use.name,
        why=why,
        actions=("open", "call_noted", "assign", "snooze", "dismiss"),
        tags=tags,
    )


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
