"""Runs go on: one step after the other, each committed with its mark.

A step and its row in `RunStep` are one transaction under the lock of the run. Whatever stops the
program, the next try finds either both or neither, so nothing is done twice. What waits is looked
at again at its time by a job, and by a sweep in case the job was lost.
"""

from datetime import datetime, timedelta

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.automation.doing import Doing, action_of
from emptychair.automation.models import Run, RunStep
from emptychair.automation.queries.customers import gone_of
from emptychair.automation.queries.plans_of import runs_waiting_for_plans
from emptychair.automation.rules.definition import MOST_STEPS, read_definition
from emptychair.automation.rules.flow import is_open, step_after
from emptychair.automation.services.waiting import waiting_for
from emptychair.automation.triggers import trigger_named
from emptychair.automation.types import (
    UNDER_WAY,
    About,
    Definition,
    Did,
    PlaybookState,
    RunState,
    Step,
    StepKind,
    StepState,
)
from emptychair.jobs import enqueue
from emptychair.jobs.queue import enqueue_at
from emptychair.kit.errors import NotFound, ProductError
from emptychair.kit.periods import local_day

STALE = timedelta(minutes=10)  # a run that should be going and is not


def advance_run(access: Access, run_id: int, *, now: datetime) -> Run | None:
    """Do what is due in a run, step by step; it stops where it waits, ends, or is paused."""
    access.require(Permission.CUSTOMER_WRITE)
    for _ in range(MOST_STEPS + 2):
        if not _one_step(access, run_id, now):
            break
    return Run.objects.visible_to(access).filter(pk=run_id).first()


def wake_runs(
    access: Access, awaits: str, *, person_id: int | None, company_id: int | None, now: datetime
) -> list[int]:
    """Have runs that wait for this look whether it came; which ones."""
    access.require(Permission.CUSTOMER_WRITE)
    ids = waiting_for(access, awaits, person_id=person_id, company_id=company_id)
    with transaction.atomic():
        rows = Run.objects.visible_to(access).filter(pk__in=ids, state=RunState.WAITING)
        rows.update(wake_at=now)
        for run_id in ids:
            enqueue("automation.advance_run", workspace_id=access.workspace.pk, run_id=run_id)
    return ids


def wake_by_plans(access: Access, *, now: datetime) -> list[int]:
    """Have runs look again that wait for a task in a success plan which is done; which ones."""
    access.require(Permission.CUSTOMER_WRITE)
    ids = runs_waiting_for_plans(access)
    rows = Run.objects.visible_to(access).filter(pk__in=ids, state=RunState.WAITING)
    rows.update(wake_at=now)
    return ids


def due_runs(access: Access, *, now: datetime, playbook_id: int | None = None) -> list[int]:
    """Runs whose time has come: their job was lost, or they were paused."""
    rows = Run.objects.visible_to(access).filter(playbook__state=PlaybookState.LIVE)
    if playbook_id is not None:
        rows = rows.filter(playbook=playbook_id)
    waiting = rows.filter(state=RunState.WAITING, wake_at__lte=now)
    idle = rows.filter(state=RunState.RUNNING)
    if playbook_id is None:
        idle = idle.filter(changed_at__lte=now - STALE)
    found = waiting.values_list("pk", flat=True).union(idle.values_list("pk", flat=True))
    return sorted(found)


def stop_run(access: Access, run: Run, *, now: datetime) -> Run:
    """End a run where it stands. What it did stays; `undo_run` takes back what can be."""
    access.require(Permission.CUSTOMER_WRITE)
    with transaction.atomic():
        row = locked_run(access, run.pk)
        if row.state in UNDER_WAY or row.state == RunState.BROKEN:
            _end(row, RunState.STOPPED, "by_hand", now)
            row.save()
            record_audit(access, row, action="playbook.run_stopped")
    return row


def mark_broken(access: Access, run_id: int, *, now: datetime) -> None:
    """A step failed again and again: somebody has to look."""
    access.require(Permission.CUSTOMER_WRITE)
    rows = Run.objects.visible_to(access).filter(pk=run_id, state__in=UNDER_WAY)
    rows.update(state=RunState.BROKEN, reason="crashed", wake_at=None, changed_at=now)


def try_again(access: Access, run: Run, *, now: datetime) -> Run:
    """Let a broken run go on with the step that failed."""
    access.require(Permission.CUSTOMER_WRITE)
    with transaction.atomic():
        row = locked_run(access, run.pk)
        if row.state == RunState.BROKEN:
            row.state, row.reason = RunState.RUNNING.value, ""
            row.save(update_fields=["state", "reason", "changed_at"])
            record_audit(access, row, action="playbook.run_tried_again")
            enqueue("automation.advance_run", workspace_id=row.workspace_id, run_id=row.pk)
    del now
    return row


def locked_run(access: Access, run_id: int) -> Run:
    """The row as it is now, locked. Raises `NotFound`."""
    rows = Run.objects.visible_to(access).select_for_update(of=("self",))
    rows = rows.select_related("playbook", "version", "person", "company")
    row = rows.filter(pk=run_id).first()
    if row is None or access.assigned_only:
        raise NotFound
    return row


@transaction.atomic
def _one_step(access: Access, run_id: int, now: datetime) -> bool:
    """Do the next step; whether another may follow at once."""
    try:
        run = locked_run(access, run_id)
    except NotFound:
        return False
    if not _may_go_on(run, now):
        return False
    definition = read_definition(run.version.definition)
    if _has_left(access, run, definition, now):
        return _finish(run, RunState.STOPPED, "customer_left", now)
    rows = {row.step_id: row for row in RunStep.objects.visible_to(access).filter(run=run)}
    waiting = next((row for row in rows.values() if row.state == StepState.WAITING), None)
    step = _step_of(definition, waiting) or step_after(definition.steps, frozenset(rows))
    if step is None:
        return _finish(run, RunState.DONE, "ended", now)
    decided = {row.step_id: str(row.result.get("way", "")) for row in rows.values()}
    if not is_open(step, decided):
        _write(access, run, step, Did(StepState.SKIPPED.value, "other_way"), None, now)
        return True
    doing = Doing(access=access, run=run, step=step, definition=definition, now=now, before=waiting)
    did = _did(doing)
    _write(access, run, step, did, waiting, now)
    return _go_on(run, did, now)


def _may_go_on(run: Run, now: datetime) -> bool:
    acts = run.state in UNDER_WAY and run.playbook.state == PlaybookState.LIVE
    return acts and (run.wake_at is None or run.wake_at <= now)


def _did(doing: Doing) -> Did:
    """The step, or why it was refused; a refusal leaves nothing behind."""
    try:
        with transaction.atomic():
            return action_of(doing.step.kind).perform(doing)
    except ProductError as refusal:
        return Did(StepState.REFUSED.value, "error", {"code": refusal.code})


def _write(
    access: Access, run: Run, step: Step, did: Did, before: RunStep | None, now: datetime
) -> None:
    row = before or RunStep(
        workspace=access.workspace, run=run, step_id=step.id, kind=step.kind, began_at=now
    )
    row.state, row.reason = did.state, did.reason
    row.parameters, row.result = dict(did.parameters), dict(did.result)
    row.done_at = None if did.state == StepState.WAITING else now
    row.save()


def _go_on(run: Run, did: Did, now: datetime) -> bool:
    if did.ends:
        return _finish(run, RunState.DONE, did.reason or "stop_step", now)
    if did.state == StepState.WAITING and did.wake_at is not None:
        run.state, run.wake_at = RunState.WAITING.value, did.wake_at
        run.awaits = str(did.result.get("awaits", ""))[:120]
        run.save()
        ids = {"workspace_id": run.workspace_id, "run_id": run.pk}
        enqueue_at(did.wake_at, "automation.advance_run", **ids)
        return False
    run.state, run.wake_at, run.awaits = RunState.RUNNING.value, None, ""
    run.save()
    return True


def _finish(run: Run, state: RunState, reason: str, now: datetime) -> bool:
    _end(run, state, reason, now)
    run.save()
    return False


def _end(run: Run, state: RunState, reason: str, now: datetime) -> None:
    run.state, run.reason = state.value, reason[:40]
    run.ended_at, run.wake_at, run.awaits = now, None, ""


def _step_of(definition: Definition, row: RunStep | None) -> Step | None:
    if row is None or row.kind != StepKind.WAIT:
        return None
    return next((one for one in definition.steps if one.id == row.step_id), None)


def _has_left(access: Access, run: Run, definition: Definition, now: datetime) -> bool:
    trigger = trigger_named(definition.trigger)
    if trigger is not None and trigger.to_leavers:
        return False
    today = local_day(now, access.workspace.zone)
    number = run.company_id if run.about == About.COMPANY else run.person_id
    quiet_too = trigger is None or not trigger.to_silent
    ids = [number] if number else []
    return bool(gone_of(access, run.about, ids, today, quiet_too=quiet_too))
