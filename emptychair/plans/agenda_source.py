"""What plans put on Today: what is late on either side, and what a customer asked."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.agenda import AgendaItem, Tag, agenda_source
from emptychair.kit.periods import local_day
from emptychair.loop.queries.masked import name_of, words_for
from emptychair.loop.words import ago, amount_a_year
from emptychair.plans.models import Said, SuccessPlan
from emptychair.plans.queries.due import LateSteps, customers_waiting, finished_plans, late_steps
from emptychair.plans.types import SaidKind, Side


@agenda_source("plans.late")
def late_plans_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Tasks whose day is over: ours for the owner, theirs with whom to remind."""
    if not access.may(Permission.CUSTOMER_READ):
        return []
    today = local_day(now, access.workspace.zone)
    return [_late(access, one, today) for one in late_steps(access, today=today, limit=limit)]


@agenda_source("plans.asked")
def questions_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """What customers wrote on the page of their plan."""
    if not access.may(Permission.CUSTOMER_READ):
        return []
    return [_asked(access, one, now) for one in customers_waiting(access, limit=limit)]


@agenda_source("plans.finished")
def finished_for_today(access: Access, *, now: datetime, limit: int) -> list[AgendaItem]:
    """Plans with nothing left to do."""
    del now
    if not access.may(Permission.CUSTOMER_READ):
        return []
    return [
        AgendaItem(
            key=f"plan-finished:{plan.pk}:{plan.done}",
            kind="decide",
            tone="good",
            sign="check",
            title=name_of(access, plan.person, plan.company),
            why=_("Everything in the plan “%(title)s” is done. Is the goal reached?")
            % {"title": words_for(access, plan.title, plan.person)},
            subject=("plan", plan.pk),
            actions=("decide", "snooze", "dismiss"),
            person_id=plan.person_id,
            value=_value(plan),
            urgency=0.3,
            assignee_id=plan.owner_id,
        )
        for plan in finished_plans(access, limit=limit)
    ]


def _late(access: Access, late: LateSteps, today: date) -> AgendaItem:
    plan, first = late.plan, late.steps[0]
    days = (today - first.due_on).days
    ours = late.side == Side.US
    return AgendaItem(
        key=f"plan-late:{plan.pk}:{late.side}:{first.pk}:{first.due_on}",
        kind="fix" if ours else "contact",
        tone="bad" if ours else "wait",
        sign="clock",
        title=name_of(access, plan.person, plan.company),
        why=_why(access, late, days),
        tags=_tags(access, plan, late),
        subject=("plan", plan.pk),
        actions=("open", "assign", "snooze", "dismiss"),
        person_id=first.person_id or plan.contact_id or plan.person_id,
        value=_value(plan),
        urgency=min(1.0, (0.7 if ours else 0.5) + days / 100),
        assignee_id=(first.owner_id if ours else None) or plan.owner_id,
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


def _tags(access: Access, plan: SuccessPlan, late: LateSteps) -> tuple[Tag, ...]:
    tags = []
    if len(late.steps) > 1:
        more = len(late.steps) - 1
        tags.append(
            Tag(
                ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}, "wait"
            )
        )
    value = _value(plan)
    if value:
        tags.append(Tag(amount_a_year(value, access.workspace.currency)))
    return tuple(tags)


def _asked(access: Access, said: Said, now: datetime) -> AgendaItem:
    plan = said.plan
    words = {"title": words_for(access, plan.title, plan.person), "ago": ago(said.happened_at, now)}
    why = (
        _("Asked about the plan “%(title)s” %(ago)s.")
        if said.kind == SaidKind.QUESTION
        else _("Wrote on the plan “%(title)s” %(ago)s.")
    )
    return AgendaItem(
        key=f"plan-asked:{said.pk}",
        kind="contact",
        tone="wait",
        sign="mail",
        title=name_of(access, said.person or plan.person, plan.company),
        why=why % words,
        quote=words_for(access, said.text, said.person or plan.person)[:200],
        subject=("plan", plan.pk),
        actions=("open", "assign", "snooze", "dismiss"),
        person_id=said.person_id or plan.person_id,
        value=_value(plan),
        urgency=0.9 if said.kind == SaidKind.QUESTION else 0.6,
        assignee_id=plan.owner_id,
    )


def _value(plan: SuccessPlan) -> float:
    for one in (plan.company, plan.person):
        if one and one.yearly_value:
            return float(one.yearly_value)
    return 0.0
