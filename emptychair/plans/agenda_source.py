"""What plans put on Today: what is late on either side, and what a customer asked."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.agenda import AgendaItem, AgendaRow, Tag, agenda_source, in_words
from emptychair.kit.periods import local_day
from emptychair.loop.queries.masked import name_of, words_for
from emptychair.loop.words import ago, amount_a_year
from emptychair.plans.models import Said
from emptychair.plans.queries.due import (
    LateSide,
    LateSteps,
    Waiting,
    customers_waiting,
    finished_plans,
    late_sides,
    late_steps,
    plans_with_ids,
    said_with_ids,
)
from emptychair.plans.types import SaidKind, Side

LATE, ASKED, FINISHED = "plans.late", "plans.asked", "plans.finished"


def late_told(access: Access, rows: Sequence[AgendaRow], *, now: datetime) -> list[AgendaItem]:
    """Late tasks in words."""
    today = local_day(now, access.workspace.zone)
    found = late_steps(access, {row.subject[1] for row in rows}, today=today)
    late = {one.steps[0].pk: one for one in found}
    return [_late_words(access, row, late[row.about], today) for row in rows if row.about in late]


def asked_told(access: Access, rows: Sequence[AgendaRow], *, now: datetime) -> list[AgendaItem]:
    """What was said, in words."""
    said = said_with_ids(access, [row.about for row in rows])
    return [_asked_words(access, row, said[row.about], now) for row in rows if row.about in said]


def finished_told(access: Access, rows: Sequence[AgendaRow], *, now: datetime) -> list[AgendaItem]:
    """Finished plans in words."""
    del now
    plans = plans_with_ids(access, [row.about for row in rows])
    return [
        in_words(
            row,
            sign="check",
            title=name_of(access, plan.person, plan.company),
            why=_("Everything in the plan “%(title)s” is done. Is the goal reached?")
            % {"title": words_for(access, plan.title, plan.person)},
            actions=("decide", "snooze", "dismiss"),
        )
        for row in rows
        if (plan := plans.get(row.about))
    ]


@agenda_source(LATE, told_by=late_told)
def late_plans_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaRow]:
    """Tasks whose day is over: ours for the owner, theirs with whom to remind."""
    if not access.may(Permission.CUSTOMER_READ):
        return []
    today = local_day(now, access.workspace.zone)
    return [_late(one, today) for one in late_sides(access, today=today, limit=limit)]


@agenda_source(ASKED, told_by=asked_told)
def questions_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaRow]:
    """What customers wrote on the page of their plan."""
    del now
    if not access.may(Permission.CUSTOMER_READ):
        return []
    return [_asked(one) for one in customers_waiting(access, limit=limit)]


@agenda_source(FINISHED, told_by=finished_told)
def finished_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaRow]:
    """Plans with nothing left to do."""
    del now
    if not access.may(Permission.CUSTOMER_READ):
        return []
    return [
        AgendaRow(
            key=f"plan-finished:{plan.id}:{done}",
            kind="decide",
            tone="good",
            subject=("plan", plan.id),
            person_id=plan.person_id,
            value=plan.value,
            urgency=0.3,
            assignee_id=plan.owner_id,
            source=FINISHED,
            about=plan.id,
        )
        for plan, done in finished_plans(access, limit=limit)
    ]


def _late(late: LateSide, today: date) -> AgendaRow:
    plan = late.plan
    days = (today - late.due_on).days
    ours = late.side == Side.US
    return AgendaRow(
        key=f"plan-late:{plan.id}:{late.side}:{late.step_id}:{late.due_on}",
        kind="fix" if ours else "contact",
        tone="bad" if ours else "wait",
        subject=("plan", plan.id),
        person_id=late.person_id or plan.contact_id or plan.person_id,
        value=plan.value,
        urgency=min(1.0, (0.7 if ours else 0.5) + days / 100),
        assignee_id=(late.owner_id if ours else None) or plan.owner_id,
        source=LATE,
        about=late.step_id,
    )


def _late_words(access: Access, row: AgendaRow, late: LateSteps, today: date) -> AgendaItem:
    plan = late.plan
    return in_words(
        row,
        sign="clock",
        title=name_of(access, plan.person, plan.company),
        why=_why(access, late, (today - late.steps[0].due_on).days),
        tags=_tags(access, row.value, late),
        actions=("open", "assign", "snooze", "dismiss"),
    )


def _why(access: Access, late: LateSteps, days: int) -> str:
    first = late.steps[0]
    words = {
        "task": words_for(access, first.title, first.person),
        "days": days,
        "plan": words_for(access, late.plan.title, late.plan.person),
        "who": _whom(access, late),
    }
    if late.side == Side.US:
        return (
            ngettext(
                "Our task is %(days)s day late: %(task)s (plan “%(plan)s”)",
                "Our task is %(days)s days late: %(task)s (plan “%(plan)s”)",
                days,
            )
            % words
        )
    return (
        ngettext(
            "Remind %(who)s: %(task)s was due %(days)s day ago (plan “%(plan)s”)",
            "Remind %(who)s: %(task)s was due %(days)s days ago (plan “%(plan)s”)",
            days,
        )
        % words
    )


def _whom(access: Access, late: LateSteps) -> str:
    first = late.steps[0]
    if late.side == Side.THIRD:
        return first.third_party or str(Side.THIRD.label)
    person = first.person or late.plan.contact or late.plan.person
    return name_of(access, person) if person else str(Side.CUSTOMER.label)


def _tags(access: Access, value: float, late: LateSteps) -> tuple[Tag, ...]:
    tags = []
    if len(late.steps) > 1:
        more = len(late.steps) - 1
        tags.append(
            Tag(
                ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}, "wait"
            )
        )
    if value:
        tags.append(Tag(amount_a_year(value, access.workspace.currency)))
    return tuple(tags)


def _asked(one: Waiting) -> AgendaRow:
    return AgendaRow(
        key=f"plan-asked:{one.said_id}",
        kind="contact",
        tone="wait",
        subject=("plan", one.plan.id),
        person_id=one.person_id or one.plan.person_id,
        value=one.plan.value,
        urgency=0.9 if one.kind == SaidKind.QUESTION else 0.6,
        assignee_id=one.plan.owner_id,
        source=ASKED,
        about=one.said_id,
    )


def _asked_words(access: Access, row: AgendaRow, said: Said, now: datetime) -> AgendaItem:
    plan = said.plan
    words = {"title": words_for(access, plan.title, plan.person), "ago": ago(said.happened_at, now)}
    why = (
        _("Asked about the plan “%(title)s” %(ago)s.")
        if said.kind == SaidKind.QUESTION
        else _("Wrote on the plan “%(title)s” %(ago)s.")
    )
    return in_words(
        row,
        sign="mail",
        title=name_of(access, said.person or plan.person, plan.company),
        why=why % words,
        quote=words_for(access, said.text, said.person or plan.person)[:200],
        actions=("open", "assign", "snooze", "dismiss"),
    )
