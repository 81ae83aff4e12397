"""Tasks: those to be done, those that come, those that were."""

from datetime import date

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.kit.errors import NotFound
from emptychair.kit.models import WorkspaceQuerySet
from emptychair.kit.periods import Period
from emptychair.kit.prepared import ANEW
from emptychair.programme.models import Routine, RoutineTask
from emptychair.programme.queries.programme import name_of_user, steps_of
from emptychair.programme.rules.rounds import rounds
from emptychair.programme.types import Every, Step, TaskRow, TaskState
from emptychair.programme.words import reason_words, routine_title


def open_tasks(access: Access, *, today: date) -> list[TaskRow]:
    """What is to be done, the oldest day first."""
    found = _readable(access).filter(state=TaskState.OPEN).order_by("due_on", "pk")
    return [task_row(access, one, today=today) for one in found[:200]]


def tasks_due(access: Access, *, today: date, limit: int) -> list[TaskRow]:
    """What is to be done today or was before."""
    access.require(Permission.SURVEY_READ)
    found = _due(access, today=today, limit=limit)
    return [task_row(access, one, today=today) for one in found]


@prepared(today=date, limit=ANEW)
def _due(access: Access, *, today: date, limit: int) -> WorkspaceQuerySet[RoutineTask]:
    found = _readable(access).filter(state=TaskState.OPEN, due_on__lte=today)
    return found.order_by("due_on", "pk")[:limit]


def closed_tasks(access: Access, *, today: date, limit: int = 20) -> list[TaskRow]:
    """What was done or left out, the newest first."""
    found = _readable(access).exclude(state=TaskState.OPEN).order_by("-done_at", "-pk")
    return [task_row(access, one, today=today) for one in found[:limit]]


def task_with_id(access: Access, task_id: int) -> RoutineTask:
    """One task. Raises `NotFound`."""
    row = _readable(access).filter(pk=task_id).first()
    if row is None:
        raise NotFound
    return row


def coming_rounds(access: Access, within: Period) -> list[tuple[date, Routine]]:
    """Every day inside the period on which an active routine comes round, in order."""
    access.require(Permission.SURVEY_READ)
    active = (
        Routine.objects.visible_to(access).filter(is_active=True).exclude(every=Every.EXCEPTION)
    )
    first_month = access.workspace.fiscal_year_start
    found = [
        (day, routine)
        for routine in active.select_related("owner", "survey")
        for day, _name in rounds(routine.every, routine.day, within, first_month=first_month)
    ]
    return sorted(found, key=lambda one: (one[0], one[1].pk))


def task_row(access: Access, task: RoutineTask, *, today: date) -> TaskRow:
    """A task as pages show it; one that is finished keeps the checklist it had."""
    words = [str(one) for one in task.steps] or steps_of(access, task.routine)
    key = task.routine.key
    return TaskRow(
        id=task.pk,
        routine_key=key,
        title=task.routine.title or routine_title(key),
        why=reason_words(key, task.parameters),
        due_on=task.due_on,
        state=task.state,
        owner_id=task.owner_id,
        owner=name_of_user(access, task.owner),
        steps=tuple(
            Step(number=number, words=line, is_done=number in task.ticked)
            for number, line in enumerate(words)
        ),
        note=task.note,
        done_at=task.done_at,
        is_exceptional=task.routine.every == Every.EXCEPTION,
        is_overdue=task.state == TaskState.OPEN and task.due_on < today,
        survey_id=task.routine.survey_id,
    )


def _readable(access: Access) -> WorkspaceQuerySet[RoutineTask]:
    access.require(Permission.SURVEY_READ)
    return RoutineTask.objects.visible_to(access).select_related("routine", "owner")
