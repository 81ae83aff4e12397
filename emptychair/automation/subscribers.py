"""What playbooks do when something happened below: a job looks whether it starts or wakes a run."""

from collections.abc import Sequence

from emptychair.accounts.access import Access
from emptychair.automation.queries.concerned import (
    case_concerned,
    event_concerned,
    response_concerned,
)
from emptychair.automation.queries.playbooks import waits_for_event, workspaces_waiting_for
from emptychair.customers.events import CustomerEventRecorded
from emptychair.jobs import enqueue
from emptychair.kit.events import subscribe
from emptychair.loop.events import CaseClosed
from emptychair.surveys.events import ResponseReceived

NOBODY = Access.system(None, "playbooks")


def is_awaited(events: Sequence[CustomerEventRecorded]) -> list[bool]:
    """Whether a playbook or a run of the workspace waits for an event of this name."""
    waited = waits_for_event(NOBODY, {one.workspace_id for one in events})
    return [(one.workspace_id, one.event_name) in waited for one in events]


def starts_by_answer(events: Sequence[ResponseReceived]) -> list[bool]:
    """Whether answers start or wake anything in the workspace."""
    ids = {one.workspace_id for one in events}
    found = workspaces_waiting_for(NOBODY, ids, trigger="answer", awaits="answer:")
    return [one.workspace_id in found for one in events]


def starts_by_case(events: Sequence[CaseClosed]) -> list[bool]:
    """Whether closed cases start or wake anything in the workspace."""
    ids = {one.workspace_id for one in events}
    found = workspaces_waiting_for(NOBODY, ids, trigger="case_closed", awaits="task:")
    return [one.workspace_id in found for one in events]


@subscribe(CustomerEventRecorded, name="automation.take_event", wants=is_awaited)
def take_event(event: CustomerEventRecorded) -> None:
    """An event of a customer."""
    person, company = event_concerned(NOBODY, event.event_id)
    _hand_over(event.workspace_id, "event", event.event_id)
    _wake(event.workspace_id, f"event:{event.event_name}", person, company)


@subscribe(ResponseReceived, name="automation.take_answer", wants=starts_by_answer)
def take_answer(event: ResponseReceived) -> None:
    """An answer."""
    person, company = response_concerned(NOBODY, event.response_id)
    _hand_over(event.workspace_id, "answer", event.response_id)
    _wake(event.workspace_id, "answer:", person, company)


@subscribe(CaseClosed, name="automation.take_closed_case", wants=starts_by_case)
def take_closed_case(event: CaseClosed) -> None:
    """A case that was closed."""
    person, company = case_concerned(NOBODY, event.case_id)
    _hand_over(event.workspace_id, "case_closed", event.case_id)
    _wake(event.workspace_id, "task:", person, company)


def _hand_over(workspace_id: int, trigger: str, row_id: int) -> None:
    enqueue("automation.take_happening", workspace_id=workspace_id, trigger=trigger, row_id=row_id)


def _wake(workspace_id: int, awaits: str, person: int | None, company: int | None) -> None:
    if person or company:
        enqueue(
            "automation.note_awaited",
            workspace_id=workspace_id,
            awaits=awaits,
            person_id=person,
            company_id=company,
        )
