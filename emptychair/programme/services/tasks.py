"""Tasks come round, are called, ticked off, done or left out."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.kit.periods import Period
from emptychair.programme.errors import NoSuchColleague, ReasonMissing, StepsOpen
from emptychair.programme.models import Programme, Routine, RoutineTask
from emptychair.programme.queries.programme import steps_of
from emptychair.programme.rules.rounds import rounds
from emptychair.programme.services.seats import ensure_routines, is_member
from emptychair.programme.types import Every, Found, TaskState

AHEAD = timedelta(days=14)  # tasks stand there so long before their day
EXCEPTION_DAYS = 2  # to deal with what is out of turn


def make_tasks(access: Access, *, today: date) -> int:
    """The tasks of the next two weeks, each once; how many are new.

    A routine that was switched on later makes none for the days before.
    """
    access.require(Permission.PROGRAMME_MANAGE)
    ensure_routines(access)
    within = Period(today, today + AHEAD)
    first_month = access.workspace.fiscal_year_start
    made = 0
    active = Routine.objects.visible_to(access).filter(is_active=True)
    for routine in active.exclude(every=Every.EXCEPTION):
        for day, name in rounds(routine.every, routine.day, within, first_month=first_month):
            made += _make(access, routine, unique=name, due_on=day)
    return made


def call_task(access: Access, found: Found, *, today: date) -> bool:
    """A task for an exception, once; whether it is new. None where its routine is switched off."""
    access.require(Permission.PROGRAMME_MANAGE)
    ensure_routines(access)
    routine = Routine.objects.visible_to(access).filter(key=found.key, is_active=True).first()
    if routine is None:
        return False
    due_on = today + timedelta(days=EXCEPTION_DAYS)
    return _make(access, routine, unique=found.unique, due_on=due_on, parameters=found.parameters)


@transaction.atomic
def tick_steps(
    access: Access, task: RoutineTask, *, ticked: Collection[int], note: str
) -> RoutineTask:
    """What is ticked now, and the note. A finished task stays as it is."""
    _may_do(access, task)
    count = len(steps_of(access, task.routine))
    if task.state == TaskState.OPEN:
        task.ticked = sorted({number for number in ticked if 0 <= number < count})
        task.note = note.strip()
        task.save(update_fields=["ticked", "note", "changed_at"])
    return task


@transaction.atomic
def finish_task(access: Access, task: RoutineTask, *, now: datetime) -> RoutineTask:
    """It is done; the checklist is kept as it was. Raises `StepsOpen`."""
    _may_do(access, task)
    words = steps_of(access, task.routine)
    if set(range(len(words))) - set(task.ticked):
        raise StepsOpen
    return _close(access, task, TaskState.DONE, now)


@transaction.atomic
def skip_task(access: Access, task: RoutineTask, *, reason: str, now: datetime) -> RoutineTask:
    """It is left out this time, and it is said why. Raises `ReasonMissing`."""
    _may_do(access, task)
    if not reason.strip():
        raise ReasonMissing
    task.note = "\n".join(part for part in (task.note, reason.strip()) if part)
    return _close(access, task, TaskState.SKIPPED, now)


@transaction.atomic
def reopen_task(access: Access, task: RoutineTask) -> RoutineTask:
    """Take it back: it is to be done after all."""
    _may_do(access, task)
    before = task.state
    task.state, task.done_at, task.done_by_id, task.steps = TaskState.OPEN.value, None, None, []
    task.save()
    record_audit(
        access, task, action="task.reopened", before={"state": before}, after={"state": task.state}
    )
    return task


@transaction.atomic
def hand_task(access: Access, task: RoutineTask, *, owner_id: int | None) -> RoutineTask:
    """Whose it is. Raises `NoSuchColleague`."""
    access.require(Permission.CASE_WRITE)
    if owner_id is not None and not is_member(access, owner_id):
        raise NoSuchColleague
    before, task.owner_id = task.owner_id, owner_id
    task.save(update_fields=["owner", "changed_at"])
    record_audit(
        access, task, action="task.handed", before={"owner": before}, after={"owner": owner_id}
    )
    return task


def _close(access: Access, task: RoutineTask, state: TaskState, now: datetime) -> RoutineTask:
    task.steps = steps_of(access, task.routine)
    task.state, task.done_at, task.done_by_id = state.value, now, access.user_id
    task.save()
    record_audit(
        access,
        task,
        action=f"task.{state.value}",
        before={"state": TaskState.OPEN.value},
        after={"state": state.value, "note": task.note},
    )
    return task


def _make(
    access: Access,
    routine: Routine,
    *,
    unique: str,
    due_on: date,
    parameters: dict[str, object] | None = None,
) -> bool:
    owner_id = routine.owner_id or _officer(access)
    _row, is_new = RoutineTask.objects.get_or_create(
        workspace=access.workspace,
        routine=routine,
        unique=unique[:120],
        defaults={"due_on": due_on, "owner_id": owner_id, "parameters": parameters or {}},
    )
    return is_new


def _officer(access: Access) -> int | None:
    row = Programme.objects.visible_to(access).first()
    return row.officer_id if row else None


def _may_do(access: Access, task: RoutineTask) -> None:
    """Whose task it is may do it; others need the right to run the programme."""
    access.require(Permission.CASE_WRITE)
    if task.owner_id != access.user_id:
        access.require(Permission.PROGRAMME_MANAGE)
