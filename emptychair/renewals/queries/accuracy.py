"""How good kept forecasts were, of the model and of members: as the last count told it, or anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.models import User
from emptychair.accounts.permissions import Permission
from emptychair.renewals.models import FrozenForecast, RevenueReport
from emptychair.renewals.rules.backtest import scored
from emptychair.renewals.types import ReportKind
from emptychair.stats import TooFew, brier_gap

ACCURACY_LEADS = (0, 30, 60, 90)
MOST_JUDGED = 50_000
MODEL, MEMBERS = "", "members"
Said = tuple[float | None, float | None, int | None, bool]  # chance, call, who called, what came


@dataclass(frozen=True, slots=True)
class Judged:
    """How good forecasts were, of the model or of a member: `told` is None for too few."""

    who: str
    n: int
    told: dict[str, Any] | None
    gap: dict[str, float] | None = None


def accuracy(access: Access, *, lead: int) -> list[Judged]:
    """The model and the members, judged anew by kept forecasts: of each renewal the last one that
    was made at least so many days before.
    """
    access.require(Permission.CUSTOMER_READ)
    return _named(judged_plain(access, lead=lead))


def accuracy_counted(access: Access, *, lead: int) -> tuple[list[Judged], date | None]:
    """The same as it stood when revenue was last counted, which is when forecasts are judged, with
    the day of it; judged anew where that was not kept.
    """
    access.require(Permission.CUSTOMER_READ)
    rows = RevenueReport.objects.visible_to(access).filter(kind=ReportKind.ACCURACY.value)
    report = None if access.assigned_only else rows.first()
    kept = report.body.get(str(lead)) if report else None
    if report is None or kept is None:
        return accuracy(access, lead=lead), None
    return _named(kept), report.as_of


def judged_plain(access: Access, *, lead: int) -> list[dict[str, Any]]:
    """What is kept of it: members by their number, since names change."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    found = _latest(access, lead)
    called = [one for one in found if one[1] is not None]
    by_member: dict[int, list[Said]] = {}
    for one in called:
        if one[2] is not None:
            by_member.setdefault(one[2], []).append(one)
    return [
        _judged(MODEL, [one for one in found if one[0] is not None], 0),
        _judged(MEMBERS, called, 1),
        *(_judged(str(number), own, 1) for number, own in sorted(by_member.items())),
    ]


def _latest(access: Access, lead: int) -> list[Said]:
    rows = FrozenForecast.objects.visible_to(access).filter(
        stayed__isnull=False, days_ahead__gte=lead
    )
    columns = ("renewal_id", "chance", "call_means", "called_by_id", "stayed")
    latest: dict[int, Said] = {}
    for renewal, *said in rows.order_by("-pk").values_list(*columns)[:MOST_JUDGED]:
        if renewal is not None:
            latest.setdefault(renewal, (said[0], said[1], said[2], bool(said[3])))
    return list(latest.values())


def _judged(who: str, rows: Sequence[Said], column: int) -> dict[str, Any]:
    said = [float(one[column] or 0.0) for one in rows]
    try:
        told = scored(said, [one[3] for one in rows])
    except TooFew:
        return {"who": who, "n": len(rows), "told": None, "gap": None}
    return {"who": who, "n": len(rows), "told": told, "gap": _against_model(rows) if who else None}


def _against_model(rows: Sequence[Said]) -> dict[str, float] | None:
    both = [one for one in rows if one[0] is not None and one[1] is not None]
    try:
        gap = brier_gap(
            [one[1] or 0.0 for one in both],
            [one[0] or 0.0 for one in both],
            [one[3] for one in both],
        )
    except TooFew:
        return None
    return {"gap": gap.gap, "low": gap.low, "high": gap.high, "n": gap.n}


def _named(kept: Sequence[Mapping[str, Any]]) -> list[Judged]:
    """With names, members in their order; whoever is no user any more is left out."""
    numbers = [int(one["who"]) for one in kept if one["who"].isdigit()]
    users = User.objects.in_bulk(numbers) if numbers else {}
    together = [Judged(**one) for one in kept if not one["who"].isdigit()]
    alone = [
        Judged(str(users[int(one["who"])]), one["n"], one["told"], one["gap"])
        for one in kept
        if one["who"].isdigit() and int(one["who"]) in users
    ]
    return [*together, *sorted(alone, key=lambda one: one.who)]
