"""How often a key may ask, over all processes: a bucket that fills steadily.

The bucket is one moment, until which it is spent: each request moves it on by the time that one
request takes to come back. What lies further ahead than the whole bucket must wait.
"""

import math
from datetime import datetime, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.integrations.delighted.models import ApiKey

TRIES = 20
MINUTE = timedelta(minutes=1)


def take_from_bucket(access: Access, key: ApiKey, *, now: datetime, per_minute: int) -> int:
    """Take one request out of the bucket of a key; 0, or how many seconds to wait.

    So many as there are in a minute may come at once. 0 a minute is no limit at all.
    """
    access.require(Permission.SURVEY_READ)
    if per_minute < 1:
        return 0
    step = MINUTE / per_minute
    for _ in range(TRIES):
        rows = ApiKey.objects.filter(pk=key.pk)
        spent: datetime | None = rows.values_list("spent_until", flat=True).first()
        moved = max(spent or now, now) + step
        over = moved - now - MINUTE
        if over > timedelta(0):
            return max(1, math.ceil(over.total_seconds()))
        if rows.filter(spent_until=spent).update(spent_until=moved):
            return 0
    return 1  # so many at once are too many
