"""How customers' own numbers stood at earlier days, by what was known on each."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.rules.batches import in_batches
from emptychair.kit.periods import start_of_day
from emptychair.outcomes.models import Kpi, KpiTerms, Reading
from emptychair.outcomes.rules.moving import moved_by, moved_percent
from emptychair.outcomes.rules.progress import progress_of
from emptychair.outcomes.types import Terms


@dataclass(frozen=True, slots=True)
class KpiState:
    """One KPI on one day. What is not known is None, and is no success."""

    name: str
    way: float | None  # of the way from start to target, 0 to 1
    moved: float | None  # for the better since the start, in its unit
    percent: float | None  # the same in percent of the start


@dataclass(slots=True)
class _Kpi:
    name: str
    ended: datetime | None
    terms: list[tuple[datetime, Terms]] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)


class KpisThen:
    """The KPIs of some customers with all that was ever recorded of them; three questions."""

    def __init__(
        self, access: Access, *, companies: Collection[int], people: Collection[int]
    ) -> None:
        """Read at once; ask `of` as often as one likes."""
        access.require(Permission.CUSTOMER_READ)
        self._zone = access.workspace.zone
        self._of: dict[tuple[str, int], list[_Kpi]] = defaultdict(list)
        if access.assigned_only:
            return
        for column, ids in (("company", companies), ("person", people)):
            for some in in_batches(sorted(ids)):
                self._read(access, Q(**{f"{column}_id__in": some}))

    def of(self, *, company_id: int | None, person_id: int | None, on: date) -> list[KpiState]:
        """Those of a company, and of a person by themselves, as they were known on a day."""
        until = start_of_day(on + timedelta(days=1), self._zone)
        own = [*self._of.get(("company", company_id or 0), [])]
        own += self._of.get(("person", person_id or 0), [])
        found = [_state(one, on, until) for one in own]
        return [one for one in found if one is not None]

    def _read(self, access: Access, wanted: Q) -> None:
        kpis: dict[int, _Kpi] = {}
        rows = Kpi.objects.visible_to(access).filter(wanted).order_by("pk")
        for pk, name, company, person, ended in rows.values_list(
            "pk", "name", "company_id", "person_id", "retired_at"
        ):
            kpis[pk] = _Kpi(name, ended)
            self._of["company" if company else "person", company or person or 0].append(kpis[pk])
        terms = KpiTerms.objects.visible_to(access).filter(kpi__in=rows)
        for row in terms.order_by("recorded_at", "pk"):
            kpis[row.kpi_id].terms.append((row.recorded_at, _terms(row)))
        readings = Reading.objects.visible_to(access).filter(kpi__in=rows)
        for one in readings.order_by("day", "pk"):
            kpis[one.kpi_id].readings.append(one)


def _terms(row: KpiTerms) -> Terms:
    return Terms(**{name: getattr(row, name) for name in Terms.__dataclass_fields__})


def _state(kpi: _Kpi, on: date, until: datetime) -> KpiState | None:
    """Nothing where it was not agreed on yet, or given up by then."""
    agreed = [terms for recorded, terms in kpi.terms if recorded < until]
    if not agreed or (kpi.ended is not None and kpi.ended < until):
        return None
    known = [one for one in kpi.readings if one.day <= on and _stood(one, until)]
    if not known:
        return KpiState(kpi.name, None, None, None)
    first, value, terms = known[0].value, known[-1].value, agreed[-1]
    return KpiState(
        kpi.name,
        progress_of(terms, value),
        moved_by(terms, first=first, value=value),
        moved_percent(terms, first=first, value=value),
    )


def _stood(one: Reading, until: datetime) -> bool:
    return one.recorded_at < until and (one.superseded_at is None or one.superseded_at >= until)
