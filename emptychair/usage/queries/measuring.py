"""What use can be counted of one customer day by day: features, people, seats."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Min, Q, Sum

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Contract
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.measures import Owner, Series, Wanted
from emptychair.kit.trailing import (
    combined,
    each_day,
    from_day,
    trailing_distinct,
    trailing_most,
    trailing_sum,
)
from emptychair.usage.models import DailyUse

AT_ONCE = 50  # customers
MOST_NAMES = 100


@dataclass(slots=True)
class _Days:
    """Use of one customer by day."""

    actions: dict[date, float] = field(default_factory=lambda: defaultdict(float))
    people: dict[date, set[int]] = field(default_factory=lambda: defaultdict(set))
    given: dict[date, float] = field(default_factory=lambda: defaultdict(float))
    features: dict[date, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, day: date, person: int | None, feature: str, users: int, actions: int) -> None:
        """One row."""
        self.actions[day] += actions
        if feature:
            self.features[day].add(feature)
        if person is not None:
            self.people[day].add(person)
        else:
            self.given[day] = max(self.given[day], float(users))


def read_use(
    access: Access, wanted: Sequence[Wanted], first: date, last: date
) -> dict[int, Series]:
    """The series of each, from the first day of which a whole window is known."""
    access.require(Permission.CUSTOMER_READ)
    found: dict[int, Series] = {}
    for some in in_batches(sorted(wanted, key=lambda one: (one.owner, one.key)), AT_ONCE):
        longest = max(one.days for one in some)
        rows, begun = _rows(access, some, first - timedelta(days=longest), last)
        for one in some:
            start = from_day(begun.get(one.owner, ()), window=one.days, first=first)
            days = rows.get((one.owner, one.name), _Days())
            if start is not None and start <= last:
                found[one.key] = AGGREGATES[one.aggregate](days, one.days, start, last)
    return found


def read_seats(
    access: Access, wanted: Sequence[Wanted], first: date, last: date
) -> dict[int, Series]:
    """Seats bought, or which share of them somebody used; only where a contract tells."""
    access.require(Permission.CUSTOMER_READ)
    asked = [Wanted(one.key, one.owner, "", "people", one.days) for one in wanted]
    people, found = read_use(access, asked, first, last), dict[int, Series]()
    bought = _bought(access, {one.owner for one in wanted}, first, last)
    for one in wanted:
        seats = bought.get(one.owner, {})
        if one.aggregate == "bought":
            found[one.key] = seats
        elif one.key in people:
            found[one.key] = combined(people[one.key], seats, lambda used, of: 100 * used / of)
    return found


def feature_names(access: Access, owner: Owner) -> list[tuple[str, int]]:
    """What this customer uses, with how often."""
    access.require(Permission.CUSTOMER_READ)
    rows = DailyUse.objects.visible_to(access).filter(_of(owner)).exclude(feature="")
    counted = rows.values("feature").annotate(n=Sum("actions")).order_by("-n", "feature")
    return [(row["feature"], row["n"]) for row in counted[:MOST_NAMES]]


def _rows(
    access: Access, wanted: Sequence[Wanted], first: date, last: date
) -> tuple[dict[tuple[Owner, str], _Days], dict[Owner, list[date]]]:
    """Days by owner and feature ("" is everything), and the first day of each owner."""
    rows: dict[tuple[Owner, str], _Days] = defaultdict(_Days)
    begun: dict[Owner, list[date]] = {}
    names = {name for one in wanted if (name := one.name)}
    for kind in ("company", "person"):
        ids = sorted({one.owner[1] for one in wanted if one.owner[0] == kind})
        column = f"{kind}_id"
        every = DailyUse.objects.visible_to(access).filter(**{f"{column}__in": ids}, day__lte=last)
        for row in every.values(column).annotate(first=Min("day")):
            begun[kind, row[column]] = [row["first"]]
        columns = (column, "day", "person_id", "feature", "users", "actions")
        for number, *rest in every.filter(day__gte=first).values_list(*columns).iterator():
            rows[(kind, number), ""].add(*rest)
            if rest[2] in names:
                rows[(kind, number), rest[2]].add(*rest)
    return rows, begun


def _of(owner: Owner) -> Q:
    return Q(**{f"{owner[0]}_id": owner[1]})


def _bought(
    access: Access, owners: Iterable[Owner], first: date, last: date
) -> Mapping[Owner, dict[date, float]]:
    found: dict[Owner, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for owner in owners:
        rows = Contract.objects.visible_to(access).filter(_of(owner), seats__gt=0)
        for starts, ends, seats in rows.values_list("starts_on", "cancelled_on", "seats"):
            until = min(last, ends - timedelta(days=1)) if ends else last
            for day in each_day(max(first, starts), until):
                found[owner][day] += float(seats or 0)
    return found


def _actions(days: _Days, window: int, first: date, last: date) -> Series:
    return trailing_sum(days.actions, days=window, first=first, last=last)


def _people(days: _Days, window: int, first: date, last: date) -> Series:
    counted = trailing_distinct(days.people, days=window, first=first, last=last)
    given = trailing_most(days.given, days=window, first=first, last=last)
    return {day: max(value, given[day]) for day, value in counted.items()}


def _active(days: _Days, window: int, first: date, last: date) -> Series:
    used = {day: 1.0 for day, n in days.actions.items() if n or days.given.get(day)}
    return trailing_sum(used, days=window, first=first, last=last)


def _each(days: _Days, window: int, first: date, last: date) -> Series:
    people = _people(days, window, first, last)
    return combined(_actions(days, window, first, last), people, lambda n, of: n / of)


def _features(days: _Days, window: int, first: date, last: date) -> Series:
    return trailing_distinct(days.features, days=window, first=first, last=last)


AGGREGATES: dict[str, Callable[[_Days, int, date, date], Series]] = {
    "people": _people,
    "actions": _actions,
    "days": _active,
    "each": _each,
    "features": _features,
}
