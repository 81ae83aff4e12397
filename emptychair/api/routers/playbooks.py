"""Playbooks: read, started and stopped for a customer."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.api.auth import access_of
from emptychair.api.schemas.playbooks import PlaybookOut, RunIn, RunOut
from emptychair.automation.errors import NobodyGiven
from emptychair.automation.queries.names import names_of
from emptychair.automation.queries.playbooks import (
    playbook_rows,
    playbook_with_id,
    playbooks_of,
)
from emptychair.automation.queries.runs import run_rows, run_with_id, runs_of
from emptychair.automation.services.running import stop_run
from emptychair.automation.services.starting import start_for_customer
from emptychair.automation.services.undoing import undo_run
from emptychair.automation.types import RunRow
from emptychair.customers.queries.lookup import company_with_id, person_with_id

router = Router(tags=["success"])
MOST = 200


@router.get("/playbooks", response=list[PlaybookOut], summary="Playbooks", operation_id="playbooks")
def list_playbooks(request: HttpRequest) -> Any:
    """By name, the first two hundred; archived ones too."""
    access = access_of(request, Permission.CUSTOMER_READ)
    found = list(playbooks_of(access).order_by("name", "pk")[:MOST])
    return playbook_rows(access, found, names=names_of(access))


@router.get(
    "/playbooks/{playbook_id}/runs",
    response=list[RunOut],
    summary="Runs of a playbook",
    operation_id="playbook_runs",
)
def list_runs(request: HttpRequest, playbook_id: int, state: str = "") -> Any:
    """The newest two hundred; `state` narrows them (`under_way`: running or waiting)."""
    access = access_of(request, Permission.CUSTOMER_READ)
    row = playbook_with_id(access, playbook_id)
    found = list(runs_of(access, playbook_id=row.pk, state=state)[:MOST])
    return [_run(one) for one in run_rows(access, found)]


@router.post(
    "/playbooks/{playbook_id}/runs",
    response={201: RunOut},
    summary="Start a playbook for a customer",
    operation_id="start_playbook",
)
def start(request: HttpRequest, playbook_id: int, body: RunIn) -> Any:
    """Its conditions do not count; its pace (`again_days`) and the contact rule do."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    row = playbook_with_id(access, playbook_id)
    if (body.person_id is None) == (body.company_id is None):
        raise NobodyGiven
    person = person_with_id(access, body.person_id) if body.person_id else None
    company = company_with_id(access, body.company_id) if body.company_id else None
    run = start_for_customer(access, row, person=person, company=company, now=timezone.now())
    return Status(201, _one(access, run.pk))


@router.post(
    "/playbook-runs/{run_id}/stop", response=RunOut, summary="Stop a run", operation_id="stop_run"
)
def stop(request: HttpRequest, run_id: int) -> Any:
    """What it did stays. Stopped twice it is the same."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    stop_run(access, run_with_id(access, run_id), now=timezone.now())
    return _one(access, run_id)


@router.post(
    "/playbook-runs/{run_id}/undo",
    response=RunOut,
    summary="Take a run back",
    operation_id="undo_run",
)
def undo(request: HttpRequest, run_id: int) -> Any:
    """Mails that wait never leave, tasks nobody touched are closed; what was sent stays."""
    access = access_of(request, Permission.CUSTOMER_WRITE)
    undo_run(access, run_with_id(access, run_id), now=timezone.now())
    return _one(access, run_id)


def _one(access: Access, run_id: int) -> dict[str, Any]:
    return _run(run_rows(access, [run_with_id(access, run_id)])[0])


def _run(row: RunRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "playbook_id": row.playbook_id,
        "person_id": row.customer.person_id,
        "company_id": row.customer.company_id,
        "customer": row.customer.name,
        "state": row.state,
        "began_at": row.began_at,
        "wake_at": row.wake_at,
        "version": row.version,
    }
