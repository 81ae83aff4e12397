"""What requests do when something happened below."""

from emptychair.accounts.access import Access
from emptychair.customers.events import MergeUndone, PeopleMerged
from emptychair.intake.services.merging import merge_requests, unmerge_requests
from emptychair.intake.services.receiving import take_mail
from emptychair.kit.events import Event, subscribe
from emptychair.loop.queries.facts import workspace_behind
from emptychair.messaging.events import MailReceived


@subscribe(MailReceived, name="intake.take_mail")
def take_mail_as_request(event: MailReceived) -> None:
    """Mail that nobody else waits for is a wish until somebody says otherwise."""
    if event.thread.partition(":")[0] in {"", "request", "playbook"}:
        take_mail(_access(event), event.inbound_id)


@subscribe(PeopleMerged, name="intake.follow_merge")
def follow_people_merged(event: PeopleMerged) -> None:
    """Requests move to the person who stays."""
    merge_requests(
        _access(event), merge_id=event.merge_id, kept_id=event.kept_id, moved_id=event.moved_id
    )


@subscribe(MergeUndone, name="intake.follow_unmerge")
def follow_merge_undone(event: MergeUndone) -> None:
    """Requests go back to whom they were moved from."""
    unmerge_requests(
        _access(event), merge_id=event.merge_id, kept_id=event.kept_id, moved_id=event.moved_id
    )


def _access(event: Event) -> Access:
    nobody = Access.system(None, type(event).name)
    return Access.system(workspace_behind(nobody, event.workspace_id), type(event).name)
