"""Each time a trigger came for a customer, and what every step did."""

from typing import ClassVar, Self

from django.db import models
from typing_extensions import override

from emptychair.automation.models.playbook import Playbook, PlaybookVersion
from emptychair.automation.types import UNDER_WAY
from emptychair.kit.models import WorkspaceModel, WorkspaceQuerySet


class RunQuerySet(WorkspaceQuerySet["Run"]):
    """Adjectives of runs."""

    def under_way(self) -> Self:
        """Neither ended nor held out."""
        return self.filter(state__in=UNDER_WAY)


class Run(WorkspaceModel):
    """One run. `occurrence` holds that the same happening starts it once; `is_held_out` was drawn
    before anything was done.
    """

    playbook = models.ForeignKey(Playbook, on_delete=models.CASCADE, related_name="runs")
    version = models.ForeignKey(PlaybookVersion, on_delete=models.CASCADE, related_name="runs")
    person = models.ForeignKey(
        "customers.Person", null=True, on_delete=models.CASCADE, related_name="+"
    )
    company = models.ForeignKey(
        "customers.Company", null=True, on_delete=models.CASCADE, related_name="+"
    )
    about = models.CharField(max_length=10)  # types.About: of which of the two the run is
    occurrence = models.CharField(max_length=160)
    happened_at = models.DateTimeField()
    state = models.CharField(max_length=10)  # types.RunState
    reason = models.CharField(max_length=40, blank=True)  # of the end, a code
    is_held_out = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    wake_at = models.DateTimeField(null=True)
    awaits = models.CharField(max_length=120, blank=True)  # "event:logged_in"
    started_by = models.CharField(max_length=200, blank=True)  # who, where it was started by hand

    objects = RunQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "playbook", "occurrence"], name="playbook_run_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "playbook", "-began_at"], name="run_newest"),
            models.Index(fields=["workspace", "playbook", "state"], name="run_state"),
            models.Index(fields=["workspace", "state", "wake_at"], name="run_due"),
            models.Index(fields=["workspace", "awaits"], name="run_awaits"),
            models.Index(fields=["person", "-began_at"], name="run_person"),
            models.Index(fields=["company", "-began_at"], name="run_company"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.playbook_id} for {self.occurrence}: {self.state}"


class RunStep(WorkspaceModel):
    """What one step of a run came to. One row for each: that is the lock."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="steps")
    step_id = models.CharField(max_length=12)
    kind = models.CharField(max_length=20)  # types.StepKind
    state = models.CharField(max_length=10)  # types.StepState
    reason = models.CharField(max_length=60, blank=True)  # a code, words in words.py
    parameters = models.JSONField(default=dict, blank=True)  # of the reason
    result = models.JSONField(default=dict, blank=True)  # ids of what it made
    began_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = WorkspaceQuerySet["RunStep"].as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "run", "step_id"], name="run_step_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "kind", "-began_at"], name="run_step_kind"),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.run_id} {self.step_id}: {self.state}"


class Inside(WorkspaceModel):
    """A customer for whom the state of a trigger holds, such as being in a segment. Who leaves it
    loses the row, and may come in again.
    """

    playbook = models.ForeignKey(Playbook, on_delete=models.CASCADE, related_name="inside")
    key = models.CharField(max_length=60)  # "person:7"
    since = models.DateField()

    objects = WorkspaceQuerySet["Inside"].as_manager()

    class Meta:
        verbose_name_plural = "customers inside"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "playbook", "key"], name="playbook_inside_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.playbook_id}: {self.key}"
