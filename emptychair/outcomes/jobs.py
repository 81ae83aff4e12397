"""What comes round by itself."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import job, schedule
from emptychair.outcomes.queries.computing import workspaces_that_count
from emptychair.outcomes.services.computing import compute_readings


@job("outcomes.count_events", attempts=1)
def count_every_night() -> None:
    """Count last months' events into the KPIs that are computed from them. Harmless twice."""
    for workspace in workspaces_that_count(Access.system(None, "KPIs from events")):
        access = Access.system(workspace, "KPIs from events")
        compute_readings(access, now=timezone.now())


schedule("outcomes.count_events", cron="23 3 * * *")
