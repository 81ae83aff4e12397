"""Did they come back? Those contacted against those who were not, and those held out by chance."""

from dataclasses import dataclass
from datetime import date, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.periods import local_day
from emptychair.silence.models import SilentEpisode
from emptychair.silence.queries.settings import settings_of
from emptychair.silence.types import CameBack
from emptychair.stats import LogRank, StatsError, SurvivalCurve, kaplan_meier, log_rank

LOOKED_BACK = timedelta(days=730)
FEWEST = 5  # in each group, below which curves are not compared


@dataclass(frozen=True, slots=True)
class Returned:
    """One group: of how many, how many came back, and the curve of those not back yet."""

    key: str
    silences: int
    returned: int
    left: int
    curve: SurvivalCurve | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All groups, and what may be said. `drawn`: two groups differ by chance only."""

    groups: list[Returned]
    contacted: LogRank | None
    drawn: LogRank | None
    held_out: float


@dataclass(frozen=True, slots=True)
class _Silence:
    days: float
    is_back: bool
    is_left: bool
    began: date


def who_came_back(access: Access, *, today: date) -> Comparison:
    """Silences noticed in the last two years.

    Time until somebody is contacted counts for those not contacted, and time after it for those
    who were: else whoever comes back quickly could never be contacted. Who left never comes back.
    """
    access.require(Permission.CUSTOMER_READ)
    rows = SilentEpisode.objects.visible_to(access).filter(began_on__gt=today - LOOKED_BACK)
    rows = rows.none() if access.assigned_only else rows.order_by("pk")
    found = list(rows)
    zone = access.workspace.zone
    offered, held = _Times(), _Times()
    contacted, left_alone = _Times(), _Times()
    for one in found:
        (held if one.held_out else offered).add(one, one.began_on, None, today)
        if one.held_out:
            continue
        moment = local_day(one.contacted_at, zone) if one.contacted_at else None
        left_alone.add(one, one.began_on, moment, today)
        if moment is not None:
            contacted.add(one, moment, None, today)
    groups = [
        contacted.as_group("contacted"),
        left_alone.as_group("not_contacted"),
    ]
    if held.rows:
        groups += [offered.as_group("offered"), held.as_group("held_out")]
    return Comparison(
        groups=groups,
        contacted=_test(contacted, left_alone),
        drawn=_test(offered, held),
        held_out=settings_of(access).held_out,
    )


class _Times:
    """Days until they came back, or until nobody looks further."""

    def __init__(self) -> None:
        self.rows: list[_Silence] = []

    def add(self, one: SilentEpisode, first: date, until: date | None, today: date) -> None:
        """One silence from a day on; at `until` it leaves the group."""
        ended = one.ended_on or today
        is_back = one.outcome == CameBack.RETURNED
        stop = ended if is_back else today
        if until is not None and until < stop:
            stop, is_back = until, False
        days = max(0.5, float((stop - first).days))
        is_left = one.outcome == CameBack.LEFT and until is None
        self.rows.append(_Silence(days, is_back, is_left, first))

    def as_group(self, key: str) -> Returned:
        """Counts and curve."""
        curve = None
        if len(self.rows) >= FEWEST:
            curve = kaplan_meier(
                [one.days for one in self.rows], [one.is_back for one in self.rows]
            )
        return Returned(
            key=key,
            silences=len(self.rows),
            returned=sum(one.is_back for one in self.rows),
            left=sum(one.is_left for one in self.rows),
            curve=curve,
        )


def _test(one: _Times, other: _Times) -> LogRank | None:
    if min(len(one.rows), len(other.rows)) < FEWEST:
        return None
    rows = [*one.rows, *other.rows]
    groups = ["one"] * len(one.rows) + ["other"] * len(other.rows)
    try:
        return log_rank([row.days for row in rows], [row.is_back for row in rows], groups)
    except StatsError:
        return None
