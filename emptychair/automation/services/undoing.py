"""Taking a run back: what has not left yet never leaves, what nobody worked on is withdrawn, what
was sent stays and is named.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.automation.doing import Doing, action_of
from emptychair.automation.models import Playbook, Run, RunStep
from emptychair.automation.queries.playbooks import definition_of
from emptychair.automation.services.running import locked_run
from emptychair.automation.types import Definition, RunState, StepState
from emptychair.customers.services.timeline import add_to_timeline

MOST = 500  # runs taken back at once


@dataclass(frozen=True, slots=True)
class Undone:
    """How many steps were taken back, and how many stay."""

    back: int = 0
    stays: int = 0
    runs: int = 0


def undo_run(access: Access, run: Run, *, now: datetime) -> Undone:
    """Take back what can be, the last step first; the run ends. A second time does nothing more."""
    access.require(Permission.CUSTOMER_WRITE)
    with transaction.atomic():
        row = locked_run(access, run.pk)
        if row.state in {RunState.UNDONE, RunState.HELD_OUT}:
            return Undone()
        definition = definition_of(access, row.version)
        acting = Access.system(access.workspace, access.actor.label)
        steps = RunStep.objects.visible_to(access).filter(run=row).order_by("-began_at", "-pk")
        done = [_undo_step(acting, row, definition, one, now) for one in steps]
        row.state, row.wake_at, row.awaits = RunState.UNDONE.value, None, ""
        row.ended_at = row.ended_at or now
        row.save()
        back, stays = done.count(StepState.UNDONE.value), done.count(StepState.STAYS.value)
        after = {"steps_back": back, "steps_stay": stays}
        record_audit(access, row, action="playbook.run_undone", after=after)
        add_to_timeline(
            access,
            person=row.person,
            company=row.company,
            code="automation.undone",
            parameters={"playbook": row.playbook.name},
            happened_at=now,
            unique_key=f"playbook-undone:{row.pk}",
        )
    return Undone(back, stays, 1)


def undo_runs_since(
    access: Access, playbook: Playbook, *, since: datetime, now: datetime
) -> Undone:
    """Take back every run of a playbook that began since then, each by itself."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = Run.objects.visible_to(access).filter(
        playbook=playbook, began_at__gte=since, is_held_out=False
    )
    rows = rows.exclude(state=RunState.UNDONE).order_by("-began_at", "-pk")
    found = [undo_run(access, one, now=now) for one in rows[:MOST]]
    return Undone(
        sum(one.back for one in found),
        sum(one.stays for one in found),
        sum(one.runs for one in found),
    )


def _undo_step(
    access: Access, run: Run, definition: Definition, row: RunStep, now: datetime
) -> str:
    """What became of one step; one that did nothing stays as it is."""
    step = next((one for one in definition.steps if one.id == row.step_id), None)
    if (
        step is None
        or row.state not in {StepState.DONE, StepState.WAITING}
        or not _left_a_mark(row)
    ):
        if row.state == StepState.WAITING:
            row.state, row.done_at = StepState.SKIPPED.value, now
            row.save()
        return ""
    doing = Doing(access=access, run=run, step=step, definition=definition, now=now, before=row)
    did = action_of(step.kind).undo(doing)
    row.state, row.reason, row.parameters = did.state, did.reason, dict(did.parameters)
    row.save()
    return did.state


def _left_a_mark(row: RunStep) -> bool:
    return row.kind in {"task", "plan", "mail", "survey", "notify", "attribute"}
