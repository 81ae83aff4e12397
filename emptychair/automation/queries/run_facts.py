"""What a run knows of itself: what its branches ask about."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from emptychair.accounts.access import Access
from emptychair.automation.facts import RunFact, register_run_fact
from emptychair.automation.models import Run, RunStep
from emptychair.automation.queries.plans_of import plan_tasks_done
from emptychair.automation.rules.definition import read_definition
from emptychair.automation.triggers import trigger_named
from emptychair.automation.types import About, StepKind, StepState, Subject
from emptychair.customers.models import CustomerEvent
from emptychair.loop.models import Case
from emptychair.loop.types import CaseState
from emptychair.surveys.models import Response

MAILS = (StepKind.MAIL.value, StepKind.SURVEY.value)


def still_holds(access: Access, run: Run, now: datetime) -> bool:
    """Whether the state that started the run holds still; for what has no state: nothing happened
    at the customer since.
    """
    definition = read_definition(run.version.definition)
    trigger = trigger_named(definition.trigger)
    if trigger is None or trigger.holds is None:
        return not was_active(access, run, now)
    mine = run.company_id if run.about == About.COMPANY else run.person_id
    holding = trigger.holds(access, definition.parameters, now)
    return mine in {_id_of(one, run.about) for one in holding}


def was_active(access: Access, run: Run, now: datetime) -> bool:
    """Whether the customer did anything since the run began."""
    rows = CustomerEvent.objects.visible_to(access).filter(
        occurred_at__gt=run.began_at, occurred_at__lte=now
    )
    return rows.filter(**_whose(run)).exists()


def has_answered(access: Access, run: Run, now: datetime) -> bool:
    """Whether the customer answered a survey since the run began."""
    rows = Response.objects.visible_to(access).filter(
        is_counted=True, answered_at__gt=run.began_at, answered_at__lte=now
    )
    return rows.filter(**_whose(run)).exists()


def awaited_came(access: Access, run: Run, now: datetime) -> bool:
    """Whether what the last wait waited for came."""
    del now
    rows = RunStep.objects.visible_to(access).filter(run=run, kind=StepKind.WAIT)
    last = rows.order_by("-began_at", "-pk").first()
    return bool(last and last.result.get("came"))


def was_refused(access: Access, run: Run, now: datetime) -> bool:
    """Whether the last mail or survey of the run was not allowed."""
    del now
    rows = RunStep.objects.visible_to(access).filter(run=run, kind__in=MAILS)
    last = rows.exclude(state=StepState.SKIPPED).order_by("-began_at", "-pk").first()
    return last is not None and last.state == StepState.REFUSED


def tasks_done(access: Access, run: Run, now: datetime) -> bool:
    """Whether all tasks of the run are closed."""
    del now
    rows = RunStep.objects.visible_to(access).filter(run=run, kind=StepKind.TASK)
    ids = [row.result.get("case") for row in rows if row.result.get("case")]
    cases = Case.objects.visible_to(access).filter(pk__in=ids)
    return bool(ids) and not cases.exclude(state=CaseState.CLOSED).exists()


def plan_done(access: Access, run: Run, now: datetime) -> bool:
    """Whether what the run put into the success plan is done."""
    del now
    return plan_tasks_done(access, run)


def _whose(run: Run) -> dict[str, int | None]:
    if run.about == About.COMPANY:
        return {"company_id": run.company_id}
    return {"person_id": run.person_id}


def _id_of(subject: Subject, about: str) -> int | None:
    return subject.company_id if about == About.COMPANY else subject.person_id


def _register_own() -> None:
    for one in (
        RunFact(
            "run:still", _("what started it still holds"), _("if it still holds"),
            _("if it holds no more"), still_holds,
        ),
        RunFact(
            "run:came", _("what was waited for came"), _("if it came"), _("if it did not come"),
            awaited_came,
        ),
        RunFact(
            "run:active", _("the customer did something since"),
            _("if the customer did anything since"), _("if nothing was heard since"), was_active,
        ),
        RunFact(
            "run:answered", _("the customer answered since"), _("if the customer answered"),
            _("if the customer did not answer"), has_answered,
        ),
        RunFact(
            "run:refused", _("the mail was not allowed by the contact rule"),
            _("if the mail was not allowed"), _("if the mail was allowed"), was_refused,
        ),
        RunFact(
            "run:task_done", _("the task is done"), _("if the task is done"),
            _("if the task is not done"), tasks_done,
        ),
        RunFact(
            "run:plan_done", _("the task in the success plan is done"),
            _("if the task in the success plan is done"),
            _("if the task in the success plan is not done"), plan_done,
        ),
    ):  # fmt: skip
        register_run_fact(one)


_register_own()
