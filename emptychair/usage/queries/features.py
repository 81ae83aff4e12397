"""Which features are used, by how many."""

from dataclasses import dataclass
from datetime import date, timedelta

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.analytics.live import LiveTable, live_tables
from emptychair.stats import Difference, Share, newcombe, wilson
from emptychair.usage.expressions import active_companies, adoption
from emptychair.usage.queries.definitions import use_definition
from emptychair.usage.queries.use import DAYS, use_now, use_of_company

MOST = 500


@dataclass(frozen=True, slots=True)
class FeatureRow:
    """One feature: which share of active companies used it, and how that changed."""

    name: str
    is_core: bool
    share: Share | None
    change: Difference | None
    people: int
    actions: int
    before_actions: int


def features_used(access: Access, on: date, *, days: int = DAYS) -> tuple[list[FeatureRow], int]:
    """Features of the last days, most companies first; and how many companies were active.

    The companies of both periods are mostly the same, so the limits of a change are wide of the
    truth, not narrow.
    """
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return [], 0
    live, core = use_now(access), use_definition(access).core
    found = live_tables().fetch(
        live, ("adoption", on, days), lambda table: adoption(table, on=on, days=days)
    )
    active, before = (_active(live, each, days) for each in (on, _earlier(on, days)))
    rows = [
        FeatureRow(
            name=row["feature"],
            is_core=row["feature"] in core,
            share=wilson(min(int(row["companies"] or 0), active), active) if active else None,
            change=_change(row, active, before),
            people=int(row["people"] or 0),
            actions=int(row["actions"] or 0),
            before_actions=int(row["before_actions"] or 0),
        )
        for row in found
    ]
    rows.sort(key=lambda one: (-(one.share.successes if one.share else 0), -one.actions, one.name))
    return rows[:MOST], active


def features_of_company(access: Access, company_id: int, on: date) -> list[tuple[str, int, int]]:
    """Name, people and actions of the features one company used in the last four weeks."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    table = use_of_company(access, company_id, since=on - timedelta(days=DAYS))
    own = adoption(table.filter(table.company_id == company_id), on=on, days=DAYS)
    found = live_tables().read(own).to_pylist()
    rows = [(row["feature"], int(row["people"] or 0), int(row["actions"] or 0)) for row in found]
    return sorted((one for one in rows if one[2]), key=lambda one: (-one[2], one[0]))


def _earlier(on: date, days: int) -> date:
    return date.fromordinal(on.toordinal() - days)


def _active(live: LiveTable, on: date, days: int) -> int:
    found = live_tables().fetch(
        live,
        ("active", on, days),
        lambda table: active_companies(table, on=on, days=days),
    )
    return int(found[0]["companies"] or 0)


def _change(row: dict[str, int | None], active: int, before: int) -> Difference | None:
    if not active or not before:
        return None
    then, now = int(row["before_companies"] or 0), int(row["companies"] or 0)
    return newcombe(min(then, before), before, min(now, active), active)
