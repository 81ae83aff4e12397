"""What the loop puts on Today: cases, promises, initiatives that wait, answers to our news."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.agenda import AgendaItem, AgendaRow, Tag, Tone, agenda_source, in_words
from emptychair.kit.periods import local_day
from emptychair.loop.models import Case, Initiative
from emptychair.loop.queries.due import (
    CaseFacts,
    DueCase,
    TurnCase,
    answers_to_told,
    cases_at_our_turn,
    cases_with_facts,
    cases_with_ids,
    initiatives_by_id,
    initiatives_overdue,
    initiatives_untold,
    promises_due,
)
from emptychair.loop.queries.masked import name_of, words_for
from emptychair.loop.rules.urgency import GOOD, RENEWAL_NEAR_DAYS
from emptychair.loop.types import CaseKind, Urgency
from emptychair.loop.words import ago, amount_a_year, day_of_month, in_one_line

URGENCY = {Urgency.HIGH.value: 0.9, Urgency.NORMAL.value: 0.6, Urgency.LOW.value: 0.3}
OVERDUE = 1.0
CASES, PROMISES = "loop.cases", "loop.promises"


def cases_told(access: Access, rows: Sequence[AgendaRow], *, now: datetime) -> list[AgendaItem]:
    """Cases in words."""
    found = cases_with_facts(access, [row.about for row in rows], now=now)
    return [_case_words(access, row, found[row.about], now) for row in rows if row.about in found]


def promises_told(access: Access, rows: Sequence[AgendaRow], *, now: datetime) -> list[AgendaItem]:
    """Promises in words."""
    today = local_day(now, access.workspace.zone)
    found = cases_with_ids(access, [row.about for row in rows])
    return [
        _promise_words(access, row, found[row.about], today) for row in rows if row.about in found
    ]


@agenda_source(CASES, told_by=cases_told)
def cases_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaRow]:
    """Cases in which the customer waits for us."""
    if not access.may(Permission.CASE_READ):
        return []
    return [_case_row(one, now) for one in cases_at_our_turn(access, now=now, limit=limit)]


@agenda_source(PROMISES, told_by=promises_told)
def promises_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaRow]:
    """What we promised for today or before."""
    if not access.may(Permission.CASE_READ):
        return []
    today = local_day(now, access.workspace.zone)
    found = promises_due(access, today=today, limit=limit)
    return [_promise_row(case, day, today) for day, case in found]


@agenda_source("loop.initiatives")
def initiatives_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Initiatives whose day has passed, and those of which nobody was told."""
    if not access.may(Permission.INITIATIVE_READ):
        return []
    today = local_day(now, access.workspace.zone)
    late = initiatives_overdue(access, today=today, limit=limit)
    untold = initiatives_untold(access, limit=limit)
    return [*(_late_item(one, today) for one in late), *(_untold_item(one) for one in untold)]


@agenda_source("loop.answers")
def answers_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """What came back to "we changed it"."""
    if not access.may(Permission.INITIATIVE_READ):
        return []
    mails = answers_to_told(access, now=now, limit=limit)
    numbers = {mail.pk: int(mail.thread.partition(":")[2] or 0) for mail in mails}
    initiatives = initiatives_by_id(access, set(numbers.values())) if mails else {}
    return [
        AgendaItem(
            key=f"told-answer:{mail.pk}",
            kind="contact",
            tone="wait",
            sign="mail",
            title=name_of(access, mail.person) or _("A customer"),
            why=_("Wrote back to “%(title)s” %(ago)s.")
            % {"title": initiatives[numbers[mail.pk]].title, "ago": ago(mail.received_at, now)},
            quote=words_for(access, mail.text, mail.person)[:200],
            subject=("initiative", initiatives[numbers[mail.pk]].number),
            actions=("open", "snooze", "dismiss"),
            person_id=mail.person_id,
            urgency=0.6,
        )
        for mail in mails
        if numbers[mail.pk] in initiatives
    ]


def _case_row(one: TurnCase, now: datetime) -> AgendaRow:
    case = one.case
    turn = f":{int(case.wrote_at.timestamp())}" if case.wrote_at else ""
    overdue = case.due_at is not None and case.due_at <= now
    return AgendaRow(
        key=f"case:{case.id}{turn}",
        kind="contact",
        tone=_tone(one),
        subject=("case", case.number),
        person_id=case.person_id,
        value=case.value,
        urgency=OVERDUE if overdue else URGENCY.get(case.urgency, 0.6),
        due_at=case.due_at,
        team_id=case.team_id,
        assignee_id=case.assignee_id,
        source=CASES,
        about=case.id,
    )


def _case_words(access: Access, row: AgendaRow, due: DueCase, now: datetime) -> AgendaItem:
    case, answer = due.case, due.case.response
    said = due.wrote_back or (answer.comment if answer else "")  # their words only, never ours
    has_score = answer is not None and answer.score is not None and not due.wrote_back
    return in_words(
        row,
        sign=str(answer.score) if answer and has_score else "mail",
        title=name_of(access, case.person, case.company)
        or words_for(access, case.title, case.person),
        why=_why_with_title(access, due, now, said=said),
        quote=words_for(access, said, case.person)[:200],
        tags=_tags(access, row.value, due, now),
        actions=(_first_action(due), "call_noted", "assign", "snooze", "dismiss"),
    )


def _why_with_title(access: Access, due: DueCase, now: datetime, *, said: str) -> str:
    """Why; a case that somebody of us opened begins with its title."""
    case, why = due.case, _why(due, now)
    if said or case.response is not None:
        return why
    title = words_for(access, case.title, case.person)
    return _("%(title)s. %(why)s") % {"title": title, "why": why}


def _tone(one: TurnCase) -> Tone:
    if one.wrote_back or one.case.response_id is None:
        return "wait"
    return "good" if one.case.kind == CaseKind.THANKS else "bad"


def _first_action(due: DueCase) -> str:
    thanks = due.case.kind == CaseKind.THANKS and not due.wrote_back
    return "thank" if thanks else "reply"


def _why(due: DueCase, now: datetime) -> str:
    case, answer = due.case, due.case.response
    if due.wrote_back and case.customer_wrote_at:
        return _("Wrote back %(ago)s (case #%(number)s).") % {
            "ago": ago(case.customer_wrote_at, now),
            "number": case.number,
        }
    parts = []
    if answer:
        parts.append(_("Answered %(ago)s.") % {"ago": ago(answer.answered_at, now)})
    else:
        parts.append(_("Case opened %(ago)s.") % {"ago": ago(case.opened_at, now)})
    if case.touchpoint:
        words = {"place": case.touchpoint.name, "team": case.team.name if case.team else ""}
        parts.append(
            _("“%(place)s” belongs to %(team)s.") % words
            if case.team
            else _("“%(place)s” belongs to no team yet.") % words
        )
    good = GOOD.get(answer.metric, 99) if answer else 99
    if due.earlier and min(due.earlier) >= good:
        words_before = ngettext(
            "The %(count)s answer before was %(score)s or more.",
            "The %(count)s answers before were %(score)s or more.",
            len(due.earlier),
        )
        parts.append(words_before % {"count": len(due.earlier), "score": good})
    return in_one_line(parts)


def _tags(access: Access, value: float, due: DueCase, now: datetime) -> tuple[Tag, ...]:
    tags = []
    if value:
        tags.append(Tag(amount_a_year(value, access.workspace.currency)))
    if due.renews_on:
        days = (due.renews_on - local_day(now, access.workspace.zone)).days
        words = ngettext("renews in %(days)s day", "renews in %(days)s days", days)
        near = days <= RENEWAL_NEAR_DAYS
        tags.append(Tag(words % {"days": days}, "wait" if near else None))
    return tuple(tags)


def _promise_row(case: CaseFacts, day: date, today: date) -> AgendaRow:
    return AgendaRow(
        key=f"promise:{case.id}:{day.isoformat()}",
        kind="contact",
        tone="wait",
        subject=("case", case.number),
        person_id=case.person_id,
        value=case.value,
        urgency=OVERDUE if day < today else 0.95,
        team_id=case.team_id,
        assignee_id=case.assignee_id,
        source=PROMISES,
        about=case.id,
    )


def _promise_words(access: Access, row: AgendaRow, case: Case, today: date) -> AgendaItem:
    day = case.promised_for or today
    words = {"text": words_for(access, case.promise, case.person)}
    why = (
        _("Promised for today: %(text)s") % words
        if day == today
        else _("Promised for %(day)s: %(text)s") % {**words, "day": day_of_month(day)}
    )
    return in_words(
        row,
        sign="clock",
        title=name_of(access, case.person, case.company)
        or words_for(access, case.title, case.person),
        why=why,
        actions=("open", "assign", "snooze", "dismiss"),
    )


def _late_item(one: Initiative, today: date) -> AgendaItem:
    days = (today - one.due_on).days if one.due_on else 0
    words = ngettext(
        "It was to be done %(days)s day ago. Go on, move the day, or drop it?",
        "It was to be done %(days)s days ago. Go on, move the day, or drop it?",
        days,
    )
    return AgendaItem(
        key=f"initiative-late:{one.pk}:{one.due_on}",
        kind="decide",
        tone="wait",
        sign="flag",
        title=one.title,
        why=words % {"days": days},
        subject=("initiative", one.number),
        actions=("decide", "snooze", "dismiss"),
        urgency=0.5,
        team_id=one.team_id,
        assignee_id=one.owner_id,
    )


def _untold_item(one: Initiative) -> AgendaItem:
    return AgendaItem(
        key=f"initiative-untold:{one.pk}",
        kind="contact",
        tone="good",
        sign="check",
        title=one.title,
        why=_("It is done, and those who asked for it do not know yet."),
        subject=("initiative", one.number),
        actions=("tell", "snooze", "dismiss"),
        urgency=0.5,
        team_id=one.team_id,
        assignee_id=one.owner_id,
    )
