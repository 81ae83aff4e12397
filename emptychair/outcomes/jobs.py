"""What comes round by itself."""

from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.jobs import job, schedule
from emptychair.outcomes.queries.computing import workspaces_that_count
from emptychair.outcomes.queries.proxies import workspaces_with_proxies
from emptychair.outcomes.services.computing import compute_readings
from emptychair.outcomes.services.proxies import count_proxies


@job("outcomes.count_events", attempts=1)
def count_every_night() -> None:
    """Count last months' events into the KPIs that are computed from them. Harmless twice."""
    for workspace in workspaces_that_count(Access.system(None, "KPIs from events")):
        access = Access.system(workspace, "KPIs from events")
        compute_readings(access, now=timezone.now())


@job("outcomes.count_proxies", attempts=1)
def count_proxies_every_night() -> None:
    """Count yesterday, and every day that late events changed. Harmless twice."""
    for workspace in workspaces_with_proxies(Access.system(None, "KPIs from use")):
        count_proxies(Access.system(workspace, "KPIs from use"), now=timezone.now())


schedule("outcomes.count_events", cron="23 3 * * *")
schedule("outcomes.count_proxies", cron="38 3 * * *")
