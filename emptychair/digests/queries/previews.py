"""A report of a period of one's choice, as it would be made now."""

from copy import copy
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.digests.models import Digest
from emptychair.digests.queries.digests import period_named, period_of
from emptychair.digests.rules.cadence import cadence_of_key, last_period, period_key
from emptychair.digests.types import Cadence
from emptychair.kit.periods import Period

OFFERED = {
    Cadence.WEEK: 13,
    Cadence.MONTH: 13,
    Cadence.QUARTER: 8,
    Cadence.FISCAL_QUARTER: 8,
    Cadence.FISCAL_YEAR: 3,
}
Offer = tuple[Cadence, list[tuple[str, Period]]]


def periods_offered(access: Access, digest: Digest, *, now: datetime) -> list[Offer]:
    """The newest periods of each kind with their keys, those of the report's own kind first."""
    access.require(Permission.REPORT_READ)
    kinds = sorted(OFFERED, key=lambda each: each != digest.cadence)
    return [(each, _newest(access, _as_if(digest, each), now=now)) for each in kinds]


def chosen_period(
    access: Access, digest: Digest, key: str, *, now: datetime
) -> tuple[Digest, Period]:
    """The report as if it came that often, and the period of this name; its own newest one for a
    name that is none.
    """
    access.require(Permission.REPORT_READ)
    cadence = cadence_of_key(key)
    looked_at = _as_if(digest, cadence or Cadence(digest.cadence))
    return looked_at, period_named(access, looked_at, key if cadence else "", now=now)


def _as_if(digest: Digest, cadence: Cadence) -> Digest:
    """The same report over other periods; to look at, never to be saved."""
    found = copy(digest)
    found.cadence = cadence.value
    return found


def _newest(access: Access, digest: Digest, *, now: datetime) -> list[tuple[str, Period]]:
    first_month = access.workspace.fiscal_year_start
    period, found = period_of(access, digest, now=now), []
    for _back in range(OFFERED[Cadence(digest.cadence)]):
        found.append((period_key(digest.cadence, period, first_month=first_month), period))
        period = last_period(digest.cadence, period.first, first_month=first_month)
    return found
