"""Proxies counted from what customers do: the series, and what stands in the ledger already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.kit.measures import Owner, Wanted, measures
from emptychair.outcomes.errors import ProxyUnclear
from emptychair.outcomes.models import Kpi, Reading
from emptychair.outcomes.rules.proxies import MOST_DAYS, PREFIX, ProxyRule, proxy_rule
from emptychair.outcomes.types import Source

BACK = 400  # days that are counted
SHOWN = 90


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule gives for one customer over the last days."""

    days: tuple[tuple[date, float], ...]
    names: tuple[tuple[str, int], ...]

    @property
    def newest(self) -> float | None:
        """The value of the last day."""
        return self.days[-1][1] if self.days else None


def check_proxy(access: Access, rule: ProxyRule) -> None:
    """Raise `ProxyUnclear` for what cannot be counted."""
    access.require(Permission.CUSTOMER_READ)
    one = measures().get(rule.what)
    known = {code for code, _words, _needed in one.aggregates} if one else set()
    fits = one is not None and rule.aggregate in known and 1 <= rule.days <= MOST_DAYS
    if not fits or one is None or (one.needs_name and not rule.name.strip()):
        raise ProxyUnclear
    if one.needs_property(rule.aggregate) and not rule.prop.strip():
        raise ProxyUnclear


def preview_proxy(access: Access, owner: Owner, rule: ProxyRule, *, today: date) -> Preview:
    """The last 90 days as they would be counted. Stores nothing. Raises `ProxyUnclear`."""
    check_proxy(access, rule)
    last = today - timedelta(days=1)
    wanted = _wanted(0, owner, rule)
    found = measures()[rule.what].read(access, [wanted], last - timedelta(days=SHOWN - 1), last)
    return Preview(tuple(sorted(found.get(0, {}).items())), names_of_owner(access, owner, rule))


def names_of_owner(access: Access, owner: Owner, rule: ProxyRule) -> tuple[tuple[str, int], ...]:
    """Features or events of this customer, with how often."""
    access.require(Permission.CUSTOMER_READ)
    one = measures().get(rule.what)
    return tuple(one.names(access, owner)) if one and one.names else ()


def props_of_owner(access: Access, owner: Owner, rule: ProxyRule) -> list[str]:
    """Properties that the events of this name carry."""
    access.require(Permission.CUSTOMER_READ)
    one = measures().get(rule.what)
    return one.props(access, owner, rule.name) if one and one.props and rule.name else []


def proxies_counted(access: Access) -> list[Kpi]:
    """KPIs that stand for a proxy which is counted."""
    access.require(Permission.CUSTOMER_READ)
    rows = Kpi.objects.visible_to(access).filter(retired_at=None, source=Source.PROXY)
    return [one for one in rows.order_by("pk").iterator() if proxy_rule(one.proxy_rule)]


def proxy_values(
    access: Access, kpis: Sequence[Kpi], *, today: date
) -> dict[int, dict[date, float]]:
    """The days of each up to yesterday, from its start on; each kind of measure is asked once."""
    access.require(Permission.CUSTOMER_READ)
    last, first = today - timedelta(days=1), today - timedelta(days=BACK)
    by_what: dict[str, list[Wanted]] = {}
    starts = {one.pk: one.start_on for one in kpis}
    for one in kpis:
        rule = proxy_rule(one.proxy_rule)
        if rule is not None:
            by_what.setdefault(rule.what, []).append(_wanted(one.pk, one.whose, rule))
    known, found = measures(), dict[int, dict[date, float]]()
    for what, wanted in by_what.items():
        if what in known:
            found |= {
                key: {day: round(value, 4) for day, value in series.items()}
                for key, series in known[what].read(access, wanted, first, last).items()
            }
    return {
        key: {day: value for day, value in days.items() if day >= (starts[key] or first)}
        for key, days in found.items()
    }


def proxy_readings(access: Access, kpis: Sequence[Kpi]) -> dict[int, dict[str, tuple[int, float]]]:
    """What stands in the ledger of each, by external id: the reading and its value."""
    access.require(Permission.CUSTOMER_READ)
    rows = Reading.objects.visible_to(access).filter(
        kpi__in=[one.pk for one in kpis], superseded_at=None, external_id__startswith=PREFIX
    )
    found: dict[int, dict[str, tuple[int, float]]] = {one.pk: {} for one in kpis}
    columns = rows.order_by().values_list("kpi_id", "external_id", "pk", "value")
    for kpi, key, pk, value in columns.iterator(5000):
        found[kpi][key] = (pk, value)
    return found


def workspaces_with_proxies(access: Access) -> list[Workspace]:
    """Workspaces with a proxy that is counted."""
    access.require(Permission.CUSTOMER_READ)
    rows = Kpi.objects.filter(retired_at=None, source=Source.PROXY).exclude(proxy_rule={})
    return list(Workspace.objects.filter(pk__in=rows.values("workspace")).order_by("pk"))


def _wanted(key: int, owner: Owner, rule: ProxyRule) -> Wanted:
    return Wanted(key, owner, rule.name.strip(), rule.aggregate, rule.days, rule.prop.strip())
