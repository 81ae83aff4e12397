"""What surveys do when something happens elsewhere."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.customers.events import CustomerEventRecorded
from emptychair.kit.events import subscribe
from emptychair.messaging.events import DeliveryNoted, MessageStateChanged
from emptychair.messaging.types import DeliveryKind, MessageState
from emptychair.surveys.events import ResponseReceived
from emptychair.surveys.queries.concerned import answers_to_invitations, events_waited_for
from emptychair.surveys.queries.stored import workspace_with_id
from emptychair.surveys.services.following import follow_answer, follow_note, follow_state
from emptychair.surveys.services.triggers import plan_asking_after


def is_waited_for(events: Sequence[CustomerEventRecorded]) -> list[bool]:
    """Whether a survey waits for each of these."""
    nobody = Access.system(None, "event")
    waited = events_waited_for(nobody, {event.workspace_id for event in events})
    return [(event.workspace_id, event.event_name) in waited for event in events]


def is_invited(events: Sequence[ResponseReceived]) -> list[bool]:
    """Whether each of these answered an invitation."""
    nobody = Access.system(None, "clicks")
    invited = answers_to_invitations(nobody, {event.response_id for event in events})
    return [event.response_id in invited for event in events]


@subscribe(CustomerEventRecorded, name="surveys.ask_after_event", wants=is_waited_for)
def ask_after_event(event: CustomerEventRecorded) -> None:
    """A survey may wait for this event."""
    workspace = workspace_with_id(Access.system(None, "event"), event.workspace_id)
    if workspace is not None and event.person_id is not None:
        plan_asking_after(Access.system(workspace, "event"), event.event_id, now=timezone.now())


@subscribe(MessageStateChanged, name="surveys.follow_message")
def follow_message(event: MessageStateChanged) -> None:
    """The mail of an invitation left, or will never arrive."""
    workspace = workspace_with_id(Access.system(None, "mail"), event.workspace_id)
    if workspace is not None:
        follow_state(
            Access.system(workspace, "mail"),
            event.unique_key,
            MessageState(event.state),
            now=timezone.now(),
        )


@subscribe(DeliveryNoted, name="surveys.follow_delivery")
def follow_delivery(event: DeliveryNoted) -> None:
    """A provider told what became of the mail of an invitation."""
    workspace = workspace_with_id(Access.system(None, "mail"), event.workspace_id)
    if workspace is not None:
        follow_note(
            Access.system(workspace, "mail"),
            event.unique_key,
            DeliveryKind(event.kind),
            happened_at=datetime.fromisoformat(event.happened_at),
        )


@subscribe(ResponseReceived, name="surveys.forget_click", wants=is_invited)
def forget_click(event: ResponseReceived) -> None:
    """Who answered needs no reminder, and their unconfirmed click is of no more interest."""
    workspace = workspace_with_id(Access.system(None, "clicks"), event.workspace_id)
    if workspace is not None:
        follow_answer(Access.system(workspace, "clicks"), event.response_id)
