"""Whether what a run waits for has come, read again each time from what is stored."""

from datetime import datetime

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.automation.models import Run, RunStep
from emptychair.automation.queries.plans_of import plan_tasks_done
from emptychair.automation.types import About
from emptychair.customers.models import CustomerEvent
from emptychair.loop.models import Case
from emptychair.loop.types import CaseState
from emptychair.surveys.models import Response

EVENT, ANSWER, TASK, PLAN = "event", "answer", "task", "plan"


def has_come(access: Access, run: Run, awaits: str, *, since: datetime, now: datetime) -> bool:
    """Whether it came since: an event by name, an answer, or the run's task or its task in the
    success plan being done.
    """
    kind, _sign, name = awaits.partition(":")
    whose = (
        {"company_id": run.company_id}
        if run.about == About.COMPANY
        else {"person_id": run.person_id}
    )
    if kind == EVENT:
        rows = CustomerEvent.objects.visible_to(access).filter(name=name, **whose)
        return rows.filter(occurred_at__gte=since, occurred_at__lte=now).exists()
    if kind == ANSWER:
        answers = Response.objects.visible_to(access).filter(is_counted=True, **whose)
        return answers.filter(answered_at__gte=since, answered_at__lte=now).exists()
    if kind == TASK:
        return _tasks_done(access, run)
    return kind == PLAN and plan_tasks_done(access, run)


def waiting_for(
    access: Access, awaits: str, *, person_id: int | None, company_id: int | None
) -> list[int]:
    """Runs that wait for this, of this customer."""
    rows = Run.objects.visible_to(access).under_way().filter(awaits=awaits)
    whose = Q(about=About.PERSON, person_id=person_id) if person_id else Q()
    if company_id:
        whose |= Q(about=About.COMPANY, company_id=company_id)
    return list(rows.filter(whose).order_by("pk").values_list("pk", flat=True)) if whose else []


def _tasks_done(access: Access, run: Run) -> bool:
    rows = RunStep.objects.visible_to(access).filter(run=run, kind="task")
    ids = [row.result["case"] for row in rows if row.result.get("case")]
    cases = Case.objects.visible_to(access).filter(pk__in=ids)
    return bool(ids) and not cases.exclude(state=CaseState.CLOSED).exists()
