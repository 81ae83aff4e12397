"""How the work was shared."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.errors import NotFound
from emptychair.kit.models import WorkspaceQuerySet
from emptychair.kit.periods import Period, month_of, months_between
from emptychair.loop.models import EffortEntry
from emptychair.loop.rules.effort_ratio import EffortShares
from emptychair.loop.types import EffortKind


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortRow:
    """One entry, with what it was for."""

    id: int
    kind: str
    kind_words: str
    minutes: int
    spent_on: date
    note: str
    user: str
    case_number: int | None
    initiative_number: int | None
    initiative: str
    may_change: bool


@dataclass(frozen=True, slots=True)
class MonthShares:
    """One month's minutes."""

    month: date
    shares: EffortShares


@dataclass(frozen=True, slots=True)
class PersonShares:
    """One colleague's minutes in the period."""

    name: str
    shares: EffortShares


def effort_shares(access: Access, period: Period) -> EffortShares:
    """Minutes of counting, planning and doing in the period; a partner sees their own."""
    found = _entries(access).filter(spent_on__gte=period.first, spent_on__lt=period.end)
    # Side by side, not grouped: an index has them by day, and SQLite would sort them by kind.
    sums = {kind.value: Sum("minutes", filter=Q(kind=kind), default=0) for kind in EffortKind}
    return EffortShares(**found.aggregate(**sums))


def effort_by_month(access: Access, period: Period) -> list[MonthShares]:
    """The same for each calendar month of the period, oldest first, empty ones too."""
    found = _entries(access).filter(spent_on__gte=period.first, spent_on__lt=period.end)
    minutes: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    daily = found.values_list("spent_on", "kind").annotate(minutes=Sum("minutes"))
    for day, kind, spent in daily:
        minutes[month_of(day).first][kind] += spent
    return [
        MonthShares(month.first, EffortShares(**_known(minutes[month.first])))
        for month in months_between(period.first, period.end)
    ]


def effort_by_person(access: Access, period: Period) -> list[PersonShares]:
    """The same for each colleague, who did most first."""
    found = _entries(access).filter(spent_on__gte=period.first, spent_on__lt=period.end)
    minutes: dict[tuple[int | None, str], dict[str, int]] = defaultdict(dict)
    named = found.values_list("user_id", "user__name", "user__email", "kind")
    for user_id, name, email, kind, spent in named.annotate(spent=Sum("minutes")):
        key = (user_id, name or email or "")
        minutes[key][kind] = spent
    rows = [PersonShares(key[1], EffortShares(**_known(kinds))) for key, kinds in minutes.items()]
    return sorted(rows, key=lambda row: (-row.shares.total, row.name))


def effort_entries(
    access: Access,
    *,
    limit: int = 50,
    case_id: int | None = None,
    initiative_id: int | None = None,
) -> list[EffortRow]:
    """The newest entries, of one case or initiative if one is given."""
    found = _entries(access).select_related("user", "case", "initiative")
    if case_id:
        found = found.filter(case=case_id)
    if initiative_id:
        found = found.filter(initiative=initiative_id)
    return [_row(access, one) for one in found.order_by("-spent_on", "-pk")[:limit]]


def effort_with_id(access: Access, entry_id: int) -> EffortRow:
    """One entry that may be changed by this access. Raises `NotFound`."""
    found = _entries(access).select_related("user", "case", "initiative").filter(pk=entry_id)
    row = next((_row(access, one) for one in found), None)
    if row is None or not row.may_change:
        raise NotFound
    return row


def effort_of_initiative(access: Access, initiative_id: int) -> EffortShares:
    """Minutes that went into one initiative."""
    rows = _entries(access).filter(initiative=initiative_id).values_list("kind")
    return EffortShares(**_known(dict(rows.annotate(minutes=Sum("minutes")))))


def minutes_of_initiatives(access: Access, initiative_ids: Collection[int]) -> dict[int, int]:
    """Minutes that went into each of these; one that nobody worked on is left out."""
    rows = _entries(access).filter(initiative__in=initiative_ids).values_list("initiative")
    return dict(rows.annotate(minutes=Sum("minutes")))


def _entries(access: Access) -> WorkspaceQuerySet[EffortEntry]:
    access.require(Permission.CASE_READ)
    found = EffortEntry.objects.visible_to(access)
    return found.filter(user=access.user_id) if access.assigned_only else found


def _known(minutes: dict[str, int]) -> dict[str, int]:
    return {kind.value: minutes.get(kind.value, 0) for kind in EffortKind}


def _row(access: Access, entry: EffortEntry) -> EffortRow:
    own = entry.user_id == access.user_id or access.may(Permission.MEMBER_MANAGE)
    return EffortRow(
        id=entry.pk,
        kind=entry.kind,
        kind_words=str(EffortKind(entry.kind).label),
        minutes=entry.minutes,
        spent_on=entry.spent_on,
        note=entry.note,
        user=str(entry.user) if entry.user else "",
        case_number=entry.case.number if entry.case else None,
        initiative_number=entry.initiative.number if entry.initiative else None,
        initiative=entry.initiative.title if entry.initiative else "",
        may_change=own and access.may(Permission.EFFORT_WRITE),
    )
