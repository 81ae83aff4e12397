"""What surveys do when something happens elsewhere."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.customers.events import CustomerEventRecorded
from emptychair.kit.events import subscribe
from emptychair.surveys.queries.stored import workspace_with_id
from emptychair.surveys.services.triggers import plan_asking_after


@subscribe(CustomerEventRecorded, name="surveys.ask_after_event")
def ask_after_event(event: CustomerEventRecorded) -> None:
    """A survey may wait for this event."""
    workspace = workspace_with_id(Access.system(None, "event"), event.workspace_id)
    if workspace is not None and event.person_id is not None:
        plan_asking_after(Access.system(workspace, "event"), event.event_id, now=timezone.now())
