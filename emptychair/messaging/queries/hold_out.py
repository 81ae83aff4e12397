"""Those who are never asked, so that the effect of asking can be told."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.customers.queries.finding import shown_name
from emptychair.customers.queries.gone import gone_people
from emptychair.kit.periods import local_day, months_later
from emptychair.messaging.models import HoldOut
from emptychair.stats.errors import TooFew
from emptychair.stats.power import detectable_share_difference

USUAL_LOSS = 0.1  # a year, where nobody has left yet


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldOutView:
    """The group as it stands."""

    people: int
    drawn_at: datetime | None
    until: datetime | None
    left: int  # of them, since they were drawn
    seed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldOutPlan:
    """What a draw means: how many people, and what difference they could show."""

    percent: int
    people: int  # who are customers now
    drawn: int
    loss: float  # share that left within the last year
    is_usual_loss: bool  # nobody has left: a usual share stands for it
    difference: float | None  # in points of the share that leaves; nothing: too few to see any


@dataclass(frozen=True, slots=True)
class HoldOutRow:
    """One of them, fit to show."""

    person_id: int
    name: str
    drawn_at: datetime
    until: datetime | None


class HoldOutRows:
    """The rows of a list, read page by page."""

    def __init__(self, access: Access, found: QuerySet[HoldOut]) -> None:
        """Those of `found`, as `access` may see them."""
        self.access, self.found = access, found

    def __getitem__(self, part: slice, /) -> list[HoldOutRow]:
        """Some of the rows."""
        return [
            HoldOutRow(row.person_id, shown_name(self.access, row.person), row.drawn_at, row.until)
            for row in self.found[part]
        ]


def active_hold_out(access: Access, *, now: datetime) -> QuerySet[HoldOut]:
    """Those who are in it now."""
    access.require(Permission.MESSAGE_READ)
    rows = HoldOut.objects.visible_to(access).filter(drawn_at__lte=now)
    return rows.filter(Q(until=None) | Q(until__gt=now))


def hold_out_view(access: Access, *, now: datetime) -> HoldOutView:
    """The group as it stands; one query."""
    today = local_day(now, access.workspace.zone)
    found = active_hold_out(access, now=now).aggregate(
        people=Count("pk"),
        drawn_at=Min("drawn_at"),
        until=Max("until"),
        left=Count("pk", filter=gone_people(access, today, prefix="person__")),
    )
    return HoldOutView(**found, seed=hold_out_seed(access))


def hold_out_people(access: Access, *, now: datetime) -> HoldOutRows:
    """Who is in it."""
    rows = active_hold_out(access, now=now).select_related("person").order_by("pk")
    return HoldOutRows(access, rows)


def plan_hold_out(access: Access, *, percent: int, now: datetime) -> HoldOutPlan:
    """What drawing so many of a hundred would mean; nothing is drawn."""
    access.require(Permission.MESSAGE_READ)
    today = local_day(now, access.workspace.zone)
    year_ago = months_later(today.replace(day=1), -12)
    rows = Person.objects.visible_to(access).filter(merged_into=None)
    gone = gone_people(access, today)
    counted = rows.aggregate(
        staying=Count("pk", filter=~gone),
        lost=Count("pk", filter=gone & ~gone_people(access, year_ago)),
    )
    people, lost = counted["staying"], counted["lost"]
    loss = lost / (people + lost) if lost else USUAL_LOSS
    drawn = round(people * percent / 100)
    try:
        difference = detectable_share_difference(loss, drawn, people - drawn)
    except TooFew:
        difference = None
    return HoldOutPlan(
        percent=percent,
        people=people,
        drawn=drawn,
        loss=loss * 100,
        is_usual_loss=not lost,
        difference=difference,
    )


def hold_out_seed(access: Access) -> str:
    """What the draw began with: whoever has it can draw the same people again."""
    return str(access.workspace.settings.get("hold_out_seed", ""))
