"""Reads of the programme."""

from emptychair.programme.queries.escalations import escalation_with_id, escalations_of
from emptychair.programme.queries.programme import routine_rows, routine_with_id, seats_of
from emptychair.programme.queries.tasks import (
    closed_tasks,
    coming_rounds,
    open_tasks,
    task_row,
    task_with_id,
    tasks_due,
)

__all__ = [
    "closed_tasks",
    "coming_rounds",
    "escalation_with_id",
    "escalations_of",
    "open_tasks",
    "routine_rows",
    "routine_with_id",
    "seats_of",
    "task_row",
    "task_with_id",
    "tasks_due",
]
