"""What comes round, or is called by an exception, and each time it did."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from typing_extensions import override

from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class Routine(WorkspaceModel):
    """A kind of work with its checklist. Empty title and steps: those of `words.py`, translated."""

    key = models.CharField(max_length=40)
    title = models.CharField(max_length=120, blank=True)
    every = models.CharField(max_length=10)  # types.Every
    day = models.PositiveSmallIntegerField(default=0)  # 0 Monday of a week, 1 to 28 of a month
    steps = models.JSONField(default=list, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    survey = models.ForeignKey(
        "surveys.Survey", null=True, on_delete=models.SET_NULL, related_name="+"
    )  # whose waves it runs
    is_active = models.BooleanField(default=True)

    objects = WorkspaceQuerySet["Routine"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "key"], name="routine_key"),
        ]

    @override
    def __str__(self) -> str:
        return self.key


class RoutineTask(WorkspaceModel):
    """One time. `unique` ("2026-W47", "score_drop:nps:2026-10") holds that it is made once."""

    routine = models.ForeignKey(Routine, on_delete=models.CASCADE, related_name="tasks")
    unique = models.CharField(max_length=120)
    due_on = models.DateField()
    state = models.CharField(max_length=10, default="open")  # types.TaskState
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ticked = models.JSONField(default=list, blank=True)  # numbers of the steps
    steps = models.JSONField(default=list, blank=True)  # as they were when it was finished
    parameters = models.JSONField(default=dict, blank=True)  # what called it
    note = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WorkspaceQuerySet["RoutineTask"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "routine", "unique"], name="routine_task_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state", "due_on"], name="routine_task_due"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.routine_id} {self.unique}"
