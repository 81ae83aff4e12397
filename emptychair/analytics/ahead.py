"""Tables that nearly every page counts from, read while a process waits for its first page.

What is read so is looked at again with each question, as always: nobody sees older figures. Many
rows without a snapshot are left alone, since reading them would slow whoever is here already.
"""

from itertools import islice

from emptychair.analytics.live import live_tables
from emptychair.analytics.sources import sources
from emptychair.analytics.upkeep import is_quick, places

WORKSPACES = 3  # of an installation with many the others wait for their first page


def read_ahead() -> int:
    """Read the tables that ask for it; how many rows."""
    rows = 0
    for source in sources().values():
        if source.ahead:
            first = islice(places(dataset=source.dataset.name), WORKSPACES)
            for place in filter(is_quick, first):
                rows += live_tables().table(source, place.workspace_id, place.zone).rows
    return rows
