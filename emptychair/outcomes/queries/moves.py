"""When customers' own numbers moved: reached their target, or moved by so much since the start."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.outcomes.models import Kpi, Reading
from emptychair.outcomes.rules.moving import MoveRule, has_moved

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The first reading so far from the start."""

    kpi_id: int
    company_id: int | None
    person_id: int | None
    day: date
    recorded_at: datetime
    value: float
    key: str  # the same however often one asks, until start or target are agreed on anew


def moves_between(
    access: Access, rule: MoveRule, *, name: str = "", first: date, last: date
) -> list[Moved]:
    """KPIs whose first reading that far lies between two days; of one name, or of any."""
    days = Reading.objects.visible_to(access).filter(day__gte=first, day__lte=last)
    found = _moves(access, rule, name, days)
    return [one for one in found if first <= one.day <= last]


def moves_recorded(
    access: Access, rule: MoveRule, *, name: str = "", since: datetime, until: datetime
) -> list[Moved]:
    """The same by when the reading came in."""
    came = Reading.objects.visible_to(access).filter(recorded_at__gte=since, recorded_at__lte=until)
    found = _moves(access, rule, name, came)
    return [one for one in found if since <= one.recorded_at <= until]


def kpi_names(access: Access, *, most: int = 60) -> list[str]:
    """Names of KPIs that run, for choosing."""
    access.require(Permission.CUSTOMER_READ)
    rows = Kpi.objects.visible_to(access).filter(retired_at=None).order_by("name")
    return list(rows.values_list("name", flat=True).distinct()[:most])


def _moves(access: Access, rule: MoveRule, name: str, some: "QuerySet[Reading]") -> list[Moved]:
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    rows = Kpi.objects.visible_to(access).filter(retired_at=None, pk__in=some.values("kpi"))
    kpis = {row.pk: row for row in (rows.filter(name=name) if name else rows)}
    readings = Reading.objects.visible_to(access).filter(superseded_at=None, kpi__in=kpis)
    ordered = readings.order_by("kpi_id", "day", "pk").iterator(chunk_size=5000)
    of: Callable[[Reading], int] = lambda row: row.kpi_id  # noqa: E731 - typed for groupby
    found = [_first_move(rule, kpis[pk], rows) for pk, rows in groupby(ordered, key=of)]
    return sorted((one for one in found if one), key=lambda one: (one.day, one.kpi_id))


def _first_move(rule: MoveRule, kpi: Kpi, readings: Iterable[Reading]) -> Moved | None:
    first: float | None = None
    terms = kpi.agreed_terms
    for row in readings:
        first = row.value if first is None else first
        if terms.start_on is not None and row.day < terms.start_on:
            continue
        if has_moved(rule, terms, first=first, value=row.value):
            agreed = f"{terms.start_value}:{terms.target_value}"
            return Moved(
                kpi_id=kpi.pk,
                company_id=kpi.company_id,
                person_id=kpi.person_id,
                day=row.day,
                recorded_at=row.recorded_at,
                value=row.value,
                key=f"kpi:{kpi.pk}:{rule.move}:{rule.by}:{agreed}",
            )
    return None
