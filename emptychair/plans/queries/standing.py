"""Where customers' plans stand, for other domains: one customer, or all at once."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import start_of_day
from emptychair.plans.models import Milestone, PlanStep, SuccessPlan
from emptychair.plans.types import PlanStanding, PlanState, Side, StepState


def plan_state_of(
    access: Access,
    company_id: int | None = None,
    *,
    person_id: int | None = None,
    on: date | None = None,
) -> PlanStanding | None:
    """Where the plans under way of one company or person stand; None without any.

    `on` is the day by which lateness is judged; without it nothing counts as late.
    """
    access.require(Permission.CUSTOMER_READ)
    about = Q(company=company_id) if company_id else Q(person=person_id or 0)
    plans = list(SuccessPlan.objects.visible_to(access).under_way().filter(about))
    found = _standings(access, plans, on or date.min)
    return next(iter(found.values()), None)


def plan_states(access: Access, on: date) -> dict[int, PlanStanding]:
    """The same for every company with a plan under way, by company id, in three queries."""
    access.require(Permission.CUSTOMER_READ)
    rows = SuccessPlan.objects.visible_to(access).under_way().filter(company__isnull=False)
    return _standings(access, list(rows), on)


def late_on(access: Access, on: date) -> set[int]:
    """Companies for whom something of ours was late on a day, by the dates of their plans as they
    stand: one that was moved since counts as if it had always been so.
    """
    access.require(Permission.CUSTOMER_READ)
    end = start_of_day(on + timedelta(days=1), access.workspace.zone)
    waited = Q(state=StepState.OPEN) | Q(state=StepState.DONE, done_at__gte=end)
    running = Q(plan__state=PlanState.ACTIVE) | Q(plan__closed_at__gte=end)
    rows = PlanStep.objects.visible_to(access).filter(
        waited, running, side=Side.US, due_on__lt=on, plan__starts_on__lte=on,
        plan__company__isnull=False,
    )  # fmt: skip
    return {pk or 0 for pk in rows.values_list("plan__company_id", flat=True).distinct()}


def _standings(access: Access, plans: list[SuccessPlan], on: date) -> dict[int, PlanStanding]:
    """By company id, or person id for plans of a person."""
    late = Q(state=StepState.OPEN, due_on__lt=on)
    under_way: dict[str, object] = {"plan__state": PlanState.ACTIVE}
    if len(plans) == 1:
        under_way = {"plan": plans[0].pk}
    counted = (
        PlanStep.objects.visible_to(access)
        .filter(**under_way)
        .values("plan_id")
        .annotate(
            open=Count("pk", filter=Q(state=StepState.OPEN)),
            done=Count("pk", filter=Q(state=StepState.DONE)),
            ours=Count("pk", filter=late & Q(side=Side.US)),
            theirs=Count("pk", filter=late & Q(side=Side.CUSTOMER)),
            third=Count("pk", filter=late & Q(side=Side.THIRD)),
        )
    )
    counts = {row["plan_id"]: row for row in counted}
    coming: dict[int, Milestone] = {}
    rows = Milestone.objects.visible_to(access).filter(**under_way, reached_at=None)
    for one in rows.order_by("due_on", "pk"):
        coming.setdefault(one.plan_id, one)
    by_customer: dict[int, list[SuccessPlan]] = {}
    for plan in plans:
        by_customer.setdefault(plan.company_id or plan.person_id or 0, []).append(plan)
    return {key: _standing(own, counts, coming) for key, own in by_customer.items()}


def _standing(
    plans: list[SuccessPlan], counts: dict[int, dict[str, int]], coming: dict[int, Milestone]
) -> PlanStanding:
    nothing: dict[str, int] = {}
    own = [counts.get(plan.pk, nothing) for plan in plans]
    first = min(plans, key=lambda one: (one.next_on or date.max, one.pk))
    milestones = [coming[plan.pk] for plan in plans if plan.pk in coming]
    milestone = min(milestones, key=lambda one: (one.due_on, one.pk), default=None)
    return PlanStanding(
        plan_ids=tuple(plan.pk for plan in plans),
        open_tasks=_sum(own, "open"),
        late_ours=_sum(own, "ours"),
        late_theirs=_sum(own, "theirs"),
        late_third=_sum(own, "third"),
        waiting_for=first.waiting_for,
        waiting_since=first.waiting_since,
        next_milestone=milestone.title if milestone else "",
        next_milestone_on=milestone.due_on if milestone else None,
        done_tasks=_sum(own, "done"),
    )


def _sum(rows: Iterable[dict[str, int]], name: str) -> int:
    return sum(row.get(name, 0) for row in rows)
