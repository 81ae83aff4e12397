"""What plans do when something happened below."""

from emptychair.accounts.access import Access
from emptychair.customers.events import MergeUndone, PeopleMerged
from emptychair.kit.events import Event, subscribe
from emptychair.loop.queries.facts import workspace_behind
from emptychair.messaging.events import MailReceived
from emptychair.plans.services.merging import merge_plans, unmerge_plans
from emptychair.plans.services.replies import THREAD, take_reply


@subscribe(PeopleMerged, name="plans.follow_merge")
def follow_people_merged(event: PeopleMerged) -> None:
    """Plans move to the person who stays."""
    merge_plans(
        _access(event), merge_id=event.merge_id, kept_id=event.kept_id, moved_id=event.moved_id
    )


@subscribe(MergeUndone, name="plans.follow_unmerge")
def follow_merge_undone(event: MergeUndone) -> None:
    """Plans go back to whom they were moved from."""
    unmerge_plans(
        _access(event), merge_id=event.merge_id, kept_id=event.kept_id, moved_id=event.moved_id
    )


@subscribe(MailReceived, name="plans.take_reply")
def take_reply_to_plan(event: MailReceived) -> None:
    """What the customer answers to a mail about the plan is a question on the plan."""
    if event.thread.startswith(f"{THREAD}:"):
        take_reply(_access(event), event.inbound_id)


def _access(event: Event) -> Access:
    nobody = Access.system(None, type(event).name)
    return Access.system(workspace_behind(nobody, event.workspace_id), type(event).name)
