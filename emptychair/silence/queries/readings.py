"""What pages read: small rows of the last reading, and never everybody at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.queries.finding import companies_matching, owned_by, people_matching
from emptychair.kit.periods import start_of_day
from emptychair.silence.models import KnownPause, SilenceReading, SilenceRun, SilentEpisode
from emptychair.silence.queries.rows import rows_shown
from emptychair.silence.queries.settings import settings_of
from emptychair.silence.types import COMPANY, PERSON, Beside, Measured, Overview, Silence

SORTS = {
    "priority": F("priority").desc(),
    "value": F("value").desc(nulls_last=True),
    "gap": F("gap").desc(),
    "far": F("percentile").desc(nulls_last=True),
}
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which of the silent: `show` is week, all, contacted, snoozed or paused."""

    show: str = "week"
    sort: str = "priority"
    kind: str = ""
    basis: str = ""
    owner: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """What the team can do this week, and what the list that fits into it is worth."""

    contacts: int
    done: int
    listed: int
    false_share: float | None

    @property
    def left(self) -> int:
        """How many more contacts this week."""
        return max(0, self.contacts - self.done)


class SilentRows:
    """Silent customers, read when a slice is asked for."""

    def __init__(self, access: Access, rows: "QuerySet[SilenceReading]", most: int) -> None:
        self._access, self._rows, self._most = access, rows, most

    def __getitem__(self, part: slice) -> list[Silence]:
        """Some of them, with what a page shows."""
        stop = self._most if part.stop is None else min(part.stop, self._most)
        start = part.start or 0
        return rows_shown(self._access, list(self._rows[start:stop])) if start < stop else []

    def a_part(self, limit: int, *, of: int) -> list[Silence]:
        """The first of so many parts of them, at least one; names are read of these alone."""
        rows = list(self._rows[: min(limit, self._most)])
        return rows_shown(self._access, rows[: max(1, -(-len(rows) // of))]) if rows else []

    def __iter__(self) -> Iterator[Silence]:
        """All of them, for a file."""
        parts = (self[start : start + 500] for start in range(0, self._most, 500))
        for part in parts:
            if not part:
                return
            yield from part


def overview(access: Access) -> Overview | None:
    """The last reading; nothing before the first."""
    access.require(Permission.CUSTOMER_READ)
    run = SilenceRun.objects.visible_to(access).order_by("-as_of").first()
    if run is None or access.assigned_only:
        return None
    told = run.facts.get("measured") or {}
    measured = (
        Measured(date.fromisoformat(told["on"]), told["silent"], told["returned"]) if told else None
    )
    return Overview(
        as_of=run.as_of,
        read_at=run.read_at,
        watched=run.watched,
        unread=run.unread,
        silent=run.silent,
        silent_value=run.silent_value,
        normal=run.normal,
        expected_false=run.expected_false,
        quiet_weeks=list(run.facts.get("quiet", [])),
        measured=measured,
    )


def silent_customers(access: Access, wanted: Wanted, *, today: date) -> SilentRows:
    """The silent, cut to what the team can do this week unless all are asked for."""
    access.require(Permission.CUSTOMER_READ)
    rows = _wanted(access, wanted, today)
    week = wanted.show == "week"
    most = max(0, _contacts(access) - _done(access, today)) if week else 1_000_000
    return SilentRows(access, rows, most)


def room_of(access: Access, *, today: date) -> Room:
    """How many contacts fit into this week, and the expected share of false flags among them."""
    access.require(Permission.CUSTOMER_READ)
    contacts, done = _contacts(access), _done(access, today)
    left = max(0, contacts - done)
    rows = _wanted(access, Wanted(), today)
    some = list(rows.values_list("false_share", flat=True)[:left]) if left else []
    told = [1.0 if one is None else one for one in some]
    return Room(contacts, done, len(told), sum(told) / len(told) if told else None)


def silence_of(
    access: Access, *, company_id: int | None = None, person_id: int | None = None
) -> Silence | None:
    """One customer of the last reading; nothing where no sign was ever seen."""
    access.require(Permission.CUSTOMER_READ)
    rows = SilenceReading.objects.visible_to(access)
    rows = rows.filter(company=company_id) if company_id else rows.filter(person=person_id)
    row = None if access.assigned_only else rows.first()
    return rows_shown(access, [row])[0] if row else None


def silence_beside(
    access: Access, *, company_id: int | None = None, person_id: int | None = None
) -> Beside | None:
    """The same in a few lines, for a card: one query."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return None
    kind, number = (COMPANY, company_id) if company_id else (PERSON, person_id)
    pauses = KnownPause.objects.visible_to(access).filter(
        **{kind: OuterRef(kind)}, lifted_at=None, until__gte=OuterRef("as_of")
    )
    pauses = pauses.order_by("-until")
    rows = SilenceReading.objects.visible_to(access).filter(**{kind: number})
    row: Any = rows.annotate(
        paused=Subquery(pauses.values("until")[:1]), why=Subquery(pauses.values("reason")[:1])
    ).first()
    if row is None:
        return None
    names = ("last_seen", "gap", "expected", "percentile", "basis", "p_alive", "is_silent")
    return Beside(
        kind=kind,
        id=number or 0,
        paused_until=row.paused,
        pause_reason=(row.why or "") if access.may_see_names else "",
        **{name: getattr(row, name) for name in names},
    )


def _contacts(access: Access) -> int:
    """How many fit into a week."""
    return settings_of(access).contacts_a_week


def _done(access: Access, today: date) -> int:
    """How many of them were made in the last one."""
    rows = SilentEpisode.objects.visible_to(access)
    since = start_of_day(today - WEEK + timedelta(days=1), access.workspace.zone)
    return rows.filter(contacted_at__gte=since).count()


def _wanted(access: Access, wanted: Wanted, today: date) -> "QuerySet[SilenceReading]":
    everybody = SilenceReading.objects.visible_to(access)
    rows: QuerySet[SilenceReading] = everybody
    if access.assigned_only:
        return rows.none()
    if wanted.show == "paused":
        pauses = _pauses(access, today)
        rows = rows.filter(
            Q(person__in=pauses.values("person")) | Q(company__in=pauses.values("company"))
        )
    else:
        rows = _by_state(access, everybody.with_flags("is_listed"), wanted.show, today)
    if wanted.kind in {PERSON, COMPANY}:
        rows = rows.filter(**{f"{wanted.kind}__isnull": False})
    if wanted.basis:
        rows = rows.filter(basis=wanted.basis)
    if wanted.owner:
        rows = rows.filter(owned_by(access, wanted.owner))
    if wanted.text:
        rows = rows.filter(_named(access, wanted.text))
    return rows.order_by(SORTS.get(wanted.sort, SORTS["priority"]), "pk")


def _named(access: Access, text: str) -> Q:
    firms, people = companies_matching(access, text), people_matching(access, text)
    return Q(company__in=firms.values("pk")) | Q(person__in=people.values("pk"))


def _by_state(
    access: Access, rows: "QuerySet[SilenceReading]", show: str, today: date
) -> "QuerySet[SilenceReading]":
    episodes = SilentEpisode.objects.visible_to(access).filter(last_seen=OuterRef("last_seen"))
    if show == "contacted":
        return rows.filter(_any(episodes.filter(contacted_at__isnull=False, held_out=False)))
    if show == "snoozed":
        return rows.filter(_any(episodes.filter(snoozed_until__gt=today)))
    put_by = episodes.filter(
        Q(held_out=True) | Q(contacted_at__isnull=False) | Q(snoozed_until__gt=today)
    )
    if show == "all":
        put_by = episodes.filter(held_out=True)
    return rows.exclude(_any(put_by))


def _pauses(access: Access, today: date) -> "QuerySet[KnownPause]":
    return KnownPause.objects.visible_to(access).filter(until__gte=today, lifted_at=None)


def _any(rows: "QuerySet[Any]") -> Q:
    return Q(Exists(rows.filter(person=OuterRef("person")))) | Q(
        Exists(rows.filter(company=OuterRef("company")))
    )
