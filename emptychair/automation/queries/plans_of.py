"""The success plan of a customer: where a step of a playbook puts its task."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.models import Run, RunStep
from emptychair.automation.types import RunState, StepKind, Subject
from emptychair.kit.periods import local_day
from emptychair.plans.models import PlanStep, SuccessPlan
from emptychair.plans.types import PlanState
from emptychair.plans.types import StepState as TaskState

AWAITS = "plan:"


def plan_under_way(access: Access, subject: Subject) -> SuccessPlan | None:
    """The plan of the company, else that of the person; of several the one begun last."""
    access.require(Permission.CUSTOMER_READ)
    rows = SuccessPlan.objects.visible_to(access).filter(state=PlanState.ACTIVE)
    for whose in _whose(subject):
        found = rows.filter(whose).order_by("-starts_on", "-pk").first()
        if found is not None:
            return found
    return None


def planned_customers(
    access: Access, subjects: Collection[Subject]
) -> dict[Subject, list[tuple[date, date | None]]]:
    """From when until when each customer had a plan, as far as is known; two queries.

    A plan that is paused counts as there, since nobody wrote down for how long it was.
    """
    access.require(Permission.CUSTOMER_READ)
    people = {one.person_id for one in subjects if one.person_id}
    companies = {one.company_id for one in subjects if one.company_id}
    rows = SuccessPlan.objects.visible_to(access).filter(
        Q(person_id__in=people) | Q(company_id__in=companies)
    )
    zone = access.workspace.zone
    spans: dict[tuple[str, int], list[tuple[date, date | None]]] = {}
    for person, company, first, closed in rows.values_list(
        "person_id", "company_id", "starts_on", "closed_at"
    ):
        key = ("company", company) if company else ("person", person or 0)
        spans.setdefault(key, []).append((first, local_day(closed, zone) if closed else None))
    return {
        one: [
            *spans.get(("company", one.company_id or 0), []),
            *spans.get(("person", one.person_id or 0), []),
        ]
        for one in subjects
    }


def plan_tasks_done(access: Access, run: Run) -> bool:
    """Whether what the run put into success plans is done; one that is no longer needed counts
    beside one that is done, and not by itself.
    """
    rows = RunStep.objects.visible_to(access).filter(run=run, kind=StepKind.PLAN)
    ids = [row.result["plan_step"] for row in rows if row.result.get("plan_step")]
    states = set(
        PlanStep.objects.visible_to(access).filter(pk__in=ids).values_list("state", flat=True)
    )
    return TaskState.OPEN not in states and TaskState.DONE in states


def runs_waiting_for_plans(access: Access) -> list[int]:
    """Runs that wait for a task in a plan which is done by now."""
    rows = Run.objects.visible_to(access).filter(state=RunState.WAITING, awaits=AWAITS)
    return [run.pk for run in rows.order_by("pk") if plan_tasks_done(access, run)]


def _whose(subject: Subject) -> list[Q]:
    found = [Q(company=subject.company_id)] if subject.company_id else []
    return [*found, Q(person=subject.person_id)] if subject.person_id else found
