"""Work of playbooks that happens later. Each may run twice: what is done is read first."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.automation.queries.playbooks import live_playbooks, playbook_with_id
from emptychair.automation.queries.workspaces import workspace_with_id, workspaces_at_work
from emptychair.automation.services.looking import look_at_playbook, take_happening
from emptychair.automation.services.measuring import measure_effect
from emptychair.automation.services.running import (
    advance_run,
    due_runs,
    mark_broken,
    wake_by_plans,
    wake_runs,
)
from emptychair.jobs import enqueue, job, schedule

REASON = "playbooks"


def give_up_run(*, workspace_id: int, run_id: int) -> None:
    """The run needs a look, since a step failed each time."""
    access = _access(workspace_id)
    if access is not None:
        mark_broken(access, run_id, now=timezone.now())


@job("automation.advance_run", given_up=give_up_run)
def advance(*, workspace_id: int, run_id: int) -> None:
    """Do what is due in a run."""
    access = _access(workspace_id)
    if access is not None:
        advance_run(access, run_id, now=timezone.now())


@job("automation.take_happening")
def take(*, workspace_id: int, trigger: str, row_id: int) -> None:
    """See whether something that happened starts a playbook."""
    access = _access(workspace_id)
    if access is not None:
        take_happening(access, trigger, row_id, now=timezone.now())


@job("automation.note_awaited")
def note_awaited(
    *, workspace_id: int, awaits: str, person_id: int | None, company_id: int | None
) -> None:
    """Runs that wait for what came look again."""
    access = _access(workspace_id)
    if access is not None:
        wake_runs(access, awaits, person_id=person_id, company_id=company_id, now=timezone.now())


@job("automation.look_at_playbook")
def look(*, workspace_id: int, playbook_id: int) -> None:
    """Begin what came since the last look."""
    access = _access(workspace_id)
    if access is not None:
        now = timezone.now()
        look_at_playbook(access, playbook_id, now=now)
        measure_effect(access, playbook_with_id(access, playbook_id), now=now)


@job("automation.wake_runs")
def wake(*, workspace_id: int, playbook_id: int) -> None:
    """After a pause: what became due meanwhile goes on."""
    access = _access(workspace_id)
    if access is None:
        return
    for run_id in due_runs(access, now=timezone.now(), playbook_id=playbook_id):
        enqueue("automation.advance_run", workspace_id=workspace_id, run_id=run_id)


@job("automation.look_around", attempts=1)
def look_around() -> None:
    """Every few minutes: triggers that were missed, runs whose job was lost."""
    now = timezone.now()
    for workspace in workspaces_at_work(Access.system(None, REASON)):
        access = Access.system(workspace, REASON)
        for playbook in live_playbooks(access):
            enqueue(
                "automation.look_at_playbook", workspace_id=workspace.pk, playbook_id=playbook.pk
            )
        wake_by_plans(access, now=now)
        for run_id in due_runs(access, now=now):
            enqueue("automation.advance_run", workspace_id=workspace.pk, run_id=run_id)


def _access(workspace_id: int) -> Access | None:
    workspace = workspace_with_id(Access.system(None, REASON), workspace_id)
    return Access.system(workspace, REASON) if workspace is not None else None


schedule("automation.look_around", cron="*/10 * * * *")
