"""What this integration tells others when something happens here."""

from collections.abc import Sequence

from emptychair.accounts.access import Access
from emptychair.customers.events import AddressSuppressed
from emptychair.customers.types import SuppressionReason
from emptychair.integrations.delighted.queries.webhooks import access_where_told, workspaces_told
from emptychair.integrations.delighted.services.telling import (
    tell_of_response,
    tell_of_unsubscribe,
)
from emptychair.integrations.delighted.types import CREATED, UPDATED
from emptychair.kit.errors import NotFound
from emptychair.kit.events import Event, subscribe
from emptychair.surveys.events import ResponseContinued, ResponseCorrected, ResponseReceived

_NOBODY = Access.system(None, "Delighted webhooks")


def is_told(events: Sequence[Event]) -> list[bool]:
    """Whether anybody wants to be told anything in the workspace of each of these."""
    told = workspaces_told(_NOBODY, {event.workspace_id for event in events})
    return [event.workspace_id in told for event in events]


@subscribe(ResponseReceived, name="delighted.tell_created", wants=is_told)
def tell_created(event: ResponseReceived) -> None:
    """Somebody answered."""
    _tell(event.workspace_id, event.response_id, CREATED)


@subscribe(ResponseContinued, name="delighted.tell_continued", wants=is_told)
def tell_continued(event: ResponseContinued) -> None:
    """Somebody said more."""
    _tell(event.workspace_id, event.response_id, UPDATED)


@subscribe(ResponseCorrected, name="delighted.tell_updated", wants=is_told)
def tell_updated(event: ResponseCorrected) -> None:
    """Somebody changed score or words."""
    _tell(event.workspace_id, event.response_id, UPDATED)


@subscribe(AddressSuppressed, name="delighted.tell_unsubscribed", wants=is_told)
def tell_unsubscribed(event: AddressSuppressed) -> None:
    """Somebody wants no more surveys by mail."""
    if event.reason != SuppressionReason.UNSUBSCRIBED or event.channel != "email":
        return
    access = access_where_told(_NOBODY, event.workspace_id)
    if access is not None:
        tell_of_unsubscribe(access, event.suppression_id)


def _tell(workspace_id: int, response_id: int, event_type: str) -> None:
    access = access_where_told(_NOBODY, workspace_id)
    if access is None:
        return
    try:
        tell_of_response(access, response_id, event_type=event_type)
    except NotFound:
        return  # removed meanwhile
