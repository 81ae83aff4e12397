"""Where each buyer stands, and what there is to tell of orders, projects and cohorts."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.rules.meaning import Meaning
from emptychair.customers.rules.months import day_number, day_of_number
from emptychair.customers.rules.runs import Terms
from emptychair.kit.periods import months_later
from emptychair.metrics.queries.customer_counts import CustomerTables, order_sums
from emptychair.renewals.models import BuyerReading, RevenueReport
from emptychair.renewals.queries.buyers import buyers_on
from emptychair.renewals.rules.buyers import Buyers, active_share, p_alive, second_orders
from emptychair.renewals.rules.projects import (
    chance_ahead,
    projects_of,
    usual_wait,
    won_again,
)
from emptychair.renewals.services.buyer_rows import keep_buyers
from emptychair.renewals.types import ReadingKind, ReportKind
from emptychair.stats import (
    RevenueSums,
    TooFew,
    gross_retention_of_sums,
    net_retention_of_sums,
    wilson,
)

YEARS = 4
SUMS = (
    *("customers", "before", "before_squared", "kept", "kept_squared"),
    *("kept_product", "grown", "grown_squared", "grown_product"),
)


def store_buyers(access: Access, meaning: Meaning, *, today: date) -> int:
    """Read all orders, keep where each customer stands; how many customers there are."""
    access.require(Permission.CUSTOMER_READ)
    found = buyers_on(access, on=today)
    gaps = found.gaps() if len(found) else None
    if gaps is None:
        keep_buyers(access, ReadingKind.REPEAT, [])
        store_report(access, ReportKind.REPEAT, {"n": len(found)}, today=today)
        return len(found)
    now = day_number(today)
    alive = p_alive(found, now)
    left = np.ceil(found.last + meaning.buyer_gaps * gaps).astype(np.int64)
    rows = [
        _reading(access, found, at, gap=float(gaps[at]), left=int(left[at]), today=now)
        for at in range(len(found))
    ]
    for at, row in enumerate(rows):
        row.p_alive = None if alive is None or np.isnan(alive[at]) else float(alive[at])
    keep_buyers(access, ReadingKind.REPEAT, rows)
    body = {**_told(found, left > now, now), "years": _years(access, today)}
    store_report(access, ReportKind.REPEAT, body, today=today)
    return len(found)


def store_projects(access: Access, contracts: Iterable[Terms], *, today: date) -> int:
    """Who had a project done and gave us no other yet; how many."""
    access.require(Permission.CUSTOMER_READ)
    now = day_number(today)
    found = projects_of(contracts, today=now)
    curve, wait = found.curve(), usual_wait(found)
    body = {"n": len(found.waits), "won": sum(found.won), "usual": wait, "again": won_again(curve)}
    rows = [
        BuyerReading(
            workspace=access.workspace,
            kind=ReadingKind.PROJECT,
            company_id=one.unit if one.unit > 0 else None,
            person_id=-one.unit if one.unit < 0 else None,
            times=one.times,
            first_on=day_of_number(one.first),
            last_on=day_of_number(one.last),
            gap_days=wait,
            next_on=None if wait is None else day_of_number(one.last + int(wait)),
            p_alive=chance_ahead(curve, now - one.last),
            value=Decimal(str(round(one.value, 2))),
            currency=one.currency,
            as_of=today,
        )
        for one in found.ended
    ]
    keep_buyers(access, ReadingKind.PROJECT, rows)
    store_report(access, ReportKind.PROJECTS, body, today=today)
    return len(found.ended)


def store_report(
    access: Access, kind: ReportKind, body: dict[str, Any] | list[Any], *, today: date
) -> None:
    """Keep a result as it is shown."""
    access.require(Permission.CUSTOMER_READ)
    RevenueReport.objects.update_or_create(
        workspace=access.workspace, kind=kind.value, defaults={"as_of": today, "body": body}
    )


def _reading(
    access: Access, found: Buyers, at: int, *, gap: float, left: int, today: int
) -> BuyerReading:
    unit = int(found.unit[at])
    return BuyerReading(
        workspace=access.workspace,
        kind=ReadingKind.REPEAT,
        company_id=unit if unit > 0 else None,
        person_id=-unit if unit < 0 else None,
        times=int(found.times[at]),
        first_on=day_of_number(int(found.first[at])),
        last_on=day_of_number(int(found.last[at])),
        gap_days=round(gap, 1),
        next_on=day_of_number(int(found.last[at] + gap)),
        left_on=day_of_number(left) if left <= today else None,
        is_active=left > today,
        value=Decimal(str(round(float(max(found.value[at], found.last_year[at])), 2))),
        currency=access.workspace.currency,
        as_of=day_of_number(today),
    )


def _told(found: Buyers, active: NDArray[np.bool_], today: int) -> dict[str, Any]:
    twice = found.times >= 2
    share = active_share(active)
    again = wilson(int(twice.sum()), len(found))
    return {
        "n": len(found),
        "usual": found.usual_gap(),
        "active": int(active.sum()),
        "active_share": _plain(share),
        "bought_twice": _plain(again),
        "second": second_orders(found, today),
    }


def _plain(share: Any) -> dict[str, float] | None:
    return None if share is None else {"share": share.share, "low": share.low, "high": share.high}


def _years(access: Access, today: date) -> list[dict[str, Any]]:
    """What those who bought in one year spend in the next: each year ends with the last month."""
    end = today.replace(day=1)
    spans = [
        (months_later(end, -12 * back), months_later(end, -12 * (back + 1)))
        for back in range(YEARS)
    ]
    rows = order_sums(
        access, [(last, first, last) for last, first in spans], tables=CustomerTables(access)
    )
    return [_year(last, rows[last]) for last, _first in spans if last in rows]


def _year(end: date, row: dict[str, Any]) -> dict[str, Any]:
    sums = RevenueSums(**{name: row[name] for name in SUMS})
    found: dict[str, Any] = {"end": end.isoformat(), "n": row["customers"], "lost": row["lost"]}
    returned = wilson(row["customers"] - row["lost"], row["customers"])
    found["returned"] = _plain(returned)
    for name, read in (("nrr", net_retention_of_sums), ("grr", gross_retention_of_sums)):
        try:
            kept = read(sums)
        except TooFew:
            found[name] = None
        else:
            found[name] = {"share": kept.share, "low": kept.low, "high": kept.high}
    return found
