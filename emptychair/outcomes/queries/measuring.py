"""What of a customer's events can be counted day by day, such as the volume they store."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import CustomerEvent
from emptychair.customers.own_events import OWN_SOURCE
from emptychair.kit.measures import Owner, Series, Wanted
from emptychair.kit.periods import local_day, start_of_day
from emptychair.kit.trailing import carried, combined, from_day, trailing_distinct, trailing_sum

MOST_NAMES, LOOKED_AT = 100, 50
_Rows = list[tuple[date, int | None, Any]]  # day, person, value of the property


def read_events(
    access: Access, wanted: Sequence[Wanted], first: date, last: date
) -> dict[int, Series]:
    """The series of each, from the first day of which a whole window is known."""
    access.require(Permission.CUSTOMER_READ)
    begun = _first_days(access, {one.owner for one in wanted}, last)
    found: dict[int, Series] = {}
    for one in wanted:
        rows = _rows(access, one, first, last)
        if one.aggregate == "last":
            found[one.key] = _last(rows, first, last)
            continue
        days = [begun[one.owner]] if one.owner in begun else []
        start = from_day(days, window=one.days, first=first)
        if start is not None and start <= last:
            found[one.key] = _counted(one, rows, start, last)
    return found


def event_names(access: Access, owner: Owner) -> list[tuple[str, int]]:
    """What this customer did, with how often."""
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerEvent.objects.visible_to(access).filter(_of(owner)).exclude(source=OWN_SOURCE)
    counted = rows.order_by().values("name").annotate(n=Count("pk")).order_by("-n", "name")
    return [(row["name"], row["n"]) for row in counted[:MOST_NAMES]]


def property_names(access: Access, owner: Owner, name: str) -> list[str]:
    """Properties of the newest events of a name, for choosing."""
    access.require(Permission.CUSTOMER_READ)
    rows = CustomerEvent.objects.visible_to(access).filter(_of(owner), name=name)
    newest = rows.order_by("-occurred_at", "-pk").values_list("properties", flat=True)[:LOOKED_AT]
    return sorted({str(key) for properties in newest for key in properties or {}})[:MOST_NAMES]


def _rows(access: Access, one: Wanted, first: date, last: date) -> _Rows:
    """All of the name up to the last day; of a value that is carried also what lies before."""
    zone = access.workspace.zone
    since = date(1970, 1, 2) if one.aggregate == "last" else first - timedelta(days=one.days)
    rows = CustomerEvent.objects.visible_to(access).filter(
        _of(one.owner), name=one.name, occurred_at__gte=start_of_day(since, zone),
        occurred_at__lt=start_of_day(last + timedelta(days=1), zone),
    )  # fmt: skip
    columns = ["person_id", "occurred_at", *(["properties"] if one.prop else [])]
    found: _Rows = []
    for person, moment, *rest in rows.order_by("occurred_at", "pk").values_list(*columns):
        value = (rest[0] or {}).get(one.prop) if rest else None
        found.append((local_day(moment, zone), person, value))
    return found


def _first_days(access: Access, owners: Iterable[Owner], last: date) -> dict[Owner, date]:
    zone, found = access.workspace.zone, dict[Owner, date]()
    end: datetime = start_of_day(last + timedelta(days=1), zone)
    for owner in owners:
        rows = CustomerEvent.objects.visible_to(access).filter(_of(owner), occurred_at__lt=end)
        moment = rows.aggregate(first=Min("occurred_at"))["first"]
        if moment is not None:
            found[owner] = local_day(moment, zone)
    return found


def _of(owner: Owner) -> Q:
    return Q(**{f"{owner[0]}_id": owner[1]})


def _last(rows: _Rows, first: date, last: date) -> Series:
    """The newest value of a day, carried until another comes."""
    values = {day: number for day, _person, value in rows if (number := _number(value)) is not None}
    return carried(values, first=first, last=last)


def _counted(one: Wanted, rows: _Rows, first: date, last: date) -> Series:
    if one.aggregate in {"people", "days", "distinct"}:
        sets: dict[date, set[Any]] = defaultdict(set)
        for day, person, value in rows:
            mark = {"people": person, "days": day, "distinct": _mark(value)}[one.aggregate]
            if mark is not None:
                sets[day].add(mark)
        return trailing_distinct(sets, days=one.days, first=first, last=last)
    sums: dict[date, float] = defaultdict(float)
    times: dict[date, float] = defaultdict(float)
    for day, _person, value in rows:
        number = _number(value) if one.aggregate in {"sum", "mean"} else 1.0
        if number is not None:
            sums[day] += number
            times[day] += 1
    whole = trailing_sum(sums, days=one.days, first=first, last=last)
    if one.aggregate != "mean":
        return whole
    counts = trailing_sum(times, days=one.days, first=first, last=last)
    return combined(whole, counts, lambda number, of: number / of)


def _number(value: Any) -> float | None:
    """A finite number; what is none is left out and not taken for nought."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if abs(number) < float("inf") else None


def _mark(value: Any) -> str | None:
    return None if value is None or value == "" else str(value)
