"""What success does when something happened below."""

from emptychair.accounts.access import Access
from emptychair.customers.events import PeopleMerged
from emptychair.kit.events import subscribe
from emptychair.success.queries.workspaces import workspace_with_id
from emptychair.success.services.merging import follow_merge


@subscribe(PeopleMerged, name="success.follow_merge")
def follow_merged_person(event: PeopleMerged) -> None:
    """Lessons go with the person who stays."""
    workspace = workspace_with_id(Access.system(None, "a merge"), event.workspace_id)
    if workspace is not None:
        access = Access.system(workspace, "a merge")
        follow_merge(access, kept_id=event.kept_id, moved_id=event.moved_id)
