"""What comes round by itself: who has left, every night and after contracts or orders came; and how
many people segments have, every hour.
"""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.customers.queries.workspaces import workspace_numbered, workspaces_to_read
from emptychair.customers.services.leaving import read_leaving
from emptychair.customers.services.segments import count_segments
from emptychair.jobs import enqueue, job, schedule

REASON, COUNTING = "reading who left", "counting segments"


@job("customers.read_leaving", attempts=1)
def read_every_night() -> None:
    """One job for each workspace."""
    for number in workspaces_to_read(Access.system(None, REASON)):
        enqueue("customers.read_leaving_of", workspace_id=number)


@job("customers.read_changed_leaving", attempts=1)
def read_changed() -> None:
    """The same where contracts came or changed since, and hourly where orders did."""
    for number in workspaces_to_read(Access.system(None, REASON), changed_at=timezone.now()):
        enqueue("customers.read_leaving_of", workspace_id=number)


@job("customers.read_leaving_of")
def read_one(*, workspace_id: int) -> None:
    """Who has left one workspace as of today. Harmless twice."""
    workspace = workspace_numbered(Access.system(None, REASON), workspace_id)
    if workspace is not None:
        read_leaving(Access.system(workspace, REASON), now=timezone.now())


@job("customers.count_segments_everywhere", attempts=1)
def count_every_hour() -> None:
    """One job for each workspace."""
    for number in workspaces_to_read(Access.system(None, REASON)):
        enqueue("customers.count_segments", workspace_id=number)


@job("customers.count_segments")
def count_one(*, workspace_id: int) -> None:
    """How many people each segment of a large workspace has. Harmless twice."""
    workspace = workspace_numbered(Access.system(None, REASON), workspace_id)
    if workspace is not None:
        count_segments(Access.system(workspace, COUNTING), now=timezone.now())


schedule("customers.count_segments_everywhere", cron="23 * * * *")
schedule("customers.read_leaving", cron="53 2 * * *")
schedule("customers.read_changed_leaving", cron="*/10 * * * *")
