"""Lists of plans, and one plan with everything its page shows."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.customers.queries.gone import no_longer_there
from emptychair.customers.rules.names import wanted_words
from emptychair.kit.errors import NotFound
from emptychair.kit.periods import local_day
from emptychair.loop.queries.masked import name_of, words_for
from emptychair.plans.models import Milestone, PlanStep, Said, SuccessPlan
from emptychair.plans.models.plan import SuccessPlanQuerySet
from emptychair.plans.types import (
    MilestoneRow,
    PlanRow,
    PlanState,
    PlanView,
    SaidRow,
    Side,
    StepRow,
    StepState,
)
from emptychair.plans.words import change_sentence

PARTS = ("company", "person", "contact", "owner")


def plan_list(
    access: Access,
    view: str = PlanView.OPEN,
    *,
    today: date,
    text: str = "",
    owner_id: int | None = None,
    order: str = "",
) -> QuerySet[SuccessPlan]:
    """The plans of one view, searched and sorted: next (due first), newest, or name."""
    found = _in_view(access, PlanView(view), today)
    if owner_id:
        found = found.filter(owner=owner_id)
    return _sorted(_searched(access, found, text), order).select_related(*PARTS)


def plan_counts(access: Access, *, today: date) -> dict[str, int]:
    """How many plans wait for whom, and how many are late."""
    return (
        _readable(access)
        .under_way()
        .aggregate(
            us=Count("pk", filter=Q(waiting_for=Side.US)),
            customer=Count("pk", filter=Q(waiting_for=Side.CUSTOMER)),
            third=Count("pk", filter=Q(waiting_for=Side.THIRD)),
            late=Count("pk", filter=Q(next_on__lt=today)),
            open=Count("pk"),
        )
    )


def plan_rows(access: Access, plans: Iterable[SuccessPlan], *, today: date) -> list[PlanRow]:
    """The plans as lists show them."""
    return [_row(access, plan, today) for plan in plans]


def plans_of_customer(
    access: Access,
    *,
    today: date,
    company_id: int | None = None,
    person_id: int | None = None,
    limit: int = 20,
) -> list[PlanRow]:
    """All plans of one customer, those under way first."""
    about = Q(company=company_id) if company_id else Q(person=person_id or 0)
    rows = _readable(access).filter(about).select_related(*PARTS)
    return plan_rows(access, rows.order_by("state", "-starts_on", "-pk")[:limit], today=today)


def plan_with_id(access: Access, plan_id: int) -> SuccessPlan:
    """One plan. Raises `NotFound`."""
    found = _readable(access).filter(pk=plan_id).select_related(*PARTS).first()
    if found is None:
        raise NotFound
    return found


def step_with_id(access: Access, step_id: int) -> PlanStep:
    """One task. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_READ)
    found = PlanStep.objects.visible_to(access).filter(pk=step_id).select_related("plan").first()
    if found is None:
        raise NotFound
    return found


def milestone_with_id(access: Access, milestone_id: int) -> Milestone:
    """One milestone. Raises `NotFound`."""
    access.require(Permission.CUSTOMER_READ)
    rows = Milestone.objects.visible_to(access).filter(pk=milestone_id)
    found = rows.select_related("plan").first()
    if found is None:
        raise NotFound
    return found


def milestone_rows(
    access: Access, plan: SuccessPlan, *, today: date, shown_only: bool = False
) -> list[MilestoneRow]:
    """Milestones with their tasks in order; last the tasks of no milestone."""
    steps = PlanStep.objects.visible_to(access).filter(plan=plan)
    if shown_only:
        steps = steps.filter(is_shown=True).exclude(state=StepState.DROPPED)
    ordered = steps.select_related("owner", "person").order_by("due_on", "pk")
    by_milestone: dict[int | None, list[StepRow]] = {}
    for one in ordered:
        by_milestone.setdefault(one.milestone_id, []).append(_step(access, one, today))
    rows = Milestone.objects.visible_to(access).filter(plan=plan).order_by("due_on", "pk")
    found = [_milestone(access, one, by_milestone.get(one.pk, []), today) for one in rows]
    loose = by_milestone.get(None)
    if loose:
        nothing = MilestoneRow(
            id=None,
            title="",
            due_on=None,
            reached_at=None,
            reached_by_hand=False,
            is_late=False,
            steps=tuple(loose),
        )
        found.append(nothing)
    return found


def said_rows(
    access: Access, plan: SuccessPlan, *, limit: int = 50, shown_only: bool = False
) -> list[SaidRow]:
    """The history, the newest first; for the customer only what they said and our answers."""
    rows = Said.objects.visible_to(access).filter(plan=plan).select_related("author", "person")
    if shown_only:
        rows = rows.filter(kind__in=("comment", "question", "answer"))
    return [_said(access, plan, one) for one in rows.order_by("-happened_at", "-pk")[:limit]]


def people_of_customer(access: Access, plan: SuccessPlan) -> list[tuple[int, str]]:
    """Who may be on the customer's side: people of the company, or the person."""
    access.require(Permission.CUSTOMER_READ)
    about = Q(company=plan.company_id) if plan.company_id else Q(pk=plan.person_id)
    return _there_now(access, about)


def people_of_company(access: Access, company_id: int) -> list[tuple[int, str]]:
    """Who is at a company, for a choice."""
    access.require(Permission.CUSTOMER_READ)
    return _there_now(access, Q(company=company_id))


def _there_now(access: Access, about: Q) -> list[tuple[int, str]]:
    """Who did not leave themselves: with a company that left one may want to speak."""
    today = local_day(timezone.now(), access.workspace.zone)
    rows = Person.objects.visible_to(access).filter(about, merged_into=None)
    rows = rows.exclude(no_longer_there(access, today)).order_by("name", "pk")
    return [(one.pk, name_of(access, one)) for one in rows[:200]]


def _readable(access: Access) -> SuccessPlanQuerySet:
    access.require(Permission.CUSTOMER_READ)
    return SuccessPlan.objects.visible_to(access)


def _in_view(access: Access, view: PlanView, today: date) -> SuccessPlanQuerySet:
    rows = _readable(access)
    if view is PlanView.OVER:
        return rows.exclude(state=PlanState.ACTIVE)
    if view is PlanView.LATE:
        return rows.late_on(today)
    if view.value in Side.values:
        return rows.under_way().filter(waiting_for=view.value)
    return rows.under_way()


def _searched(access: Access, rows: SuccessPlanQuerySet, text: str) -> SuccessPlanQuerySet:
    words = text.strip()
    if not words:
        return rows
    wanted = Q(title__icontains=words) if access.may_see_names else Q(pk=None)
    named = Q(company__isnull=False) | (Q(person__isnull=False) if access.may_see_names else Q())
    for word in wanted_words(words):
        one = Q()
        for form in word.forms:
            one |= Q(company__search_text__contains=form)
            if access.may_see_names:
                one |= Q(person__search_text__contains=form)
        named &= one
    return rows.filter(wanted | named if wanted_words(words) else wanted)


def _sorted(rows: QuerySet[SuccessPlan], order: str) -> QuerySet[SuccessPlan]:
    if order == "newest":
        return rows.order_by("-starts_on", "-pk")
    if order == "waiting":
        return rows.order_by(F("waiting_since").asc(nulls_last=True), "pk")
    if order == "value":
        return rows.order_by(F("company__yearly_value").desc(nulls_last=True), "pk")
    return rows.order_by(F("next_on").asc(nulls_last=True), "pk")


def _row(access: Access, plan: SuccessPlan, today: date) -> PlanRow:
    customer = plan.company or plan.person
    return PlanRow(
        id=plan.pk,
        title=words_for(access, plan.title, plan.person),
        customer=name_of(access, plan.person, plan.company),
        company_id=plan.company_id,
        person_id=plan.person_id,
        state=plan.state,
        state_words=str(PlanState(plan.state).label),
        waiting_for=plan.waiting_for,
        waiting_words=str(Side(plan.waiting_for).label) if plan.waiting_for else "",
        waiting_since=plan.waiting_since,
        next_on=plan.next_on,
        next_title=words_for(access, plan.next_title, plan.person),
        is_late=bool(plan.state == PlanState.ACTIVE and plan.next_on and plan.next_on < today),
        owner=str(plan.owner) if plan.owner else "",
        done=plan.done,
        steps=plan.steps,
        yearly_value=customer.yearly_value if customer else None,
        starts_on=plan.starts_on,
    )


def _step(access: Access, one: PlanStep, today: date) -> StepRow:
    return StepRow(
        id=one.pk,
        title=words_for(access, one.title, one.person),
        side=one.side,
        side_words=str(Side(one.side).label),
        whose=_whose(access, one),
        owner_id=one.owner_id,
        person_id=one.person_id,
        due_on=one.due_on,
        state=one.state,
        is_late=one.state == StepState.OPEN and one.due_on < today,
        is_shown=one.is_shown,
        done_at=one.done_at,
        done_by=pgettext("plan", "the customer") if one.done_by_customer else one.done_by,
        note=words_for(access, one.note, one.person),
        milestone_id=one.milestone_id,
    )


def _whose(access: Access, one: PlanStep) -> str:
    if one.side == Side.US:
        return str(one.owner) if one.owner else _("nobody yet")
    if one.side == Side.CUSTOMER:
        return name_of(access, one.person) if one.person else str(Side.CUSTOMER.label)
    return one.third_party or str(Side.THIRD.label)


def _milestone(access: Access, one: Milestone, steps: list[StepRow], today: date) -> MilestoneRow:
    return MilestoneRow(
        id=one.pk,
        title=words_for(access, one.title),
        due_on=one.due_on,
        reached_at=one.reached_at,
        reached_by_hand=one.reached_by_hand,
        is_late=one.reached_at is None and one.due_on < today,
        steps=tuple(steps),
    )


def _said(access: Access, plan: SuccessPlan, one: Said) -> SaidRow:
    who = str(one.author) if one.author else ""
    if one.by_customer:
        who = name_of(access, one.person) if one.person else pgettext("plan", "the customer")
    words = change_sentence(one.change) if one.change else one.text
    return SaidRow(
        id=one.pk,
        kind=one.kind,
        words=words_for(access, words, one.person or plan.person),
        who=who,
        happened_at=one.happened_at,
        is_waiting=one.by_customer and one.answered_at is None and one.kind != "change",
    )
