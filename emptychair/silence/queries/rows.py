"""Readings made ready for a page: names, what reached them last, what was done. Few questions."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, Max, OuterRef, QuerySet, Subquery

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.customers.models import Company, CustomerEvent, Person
from emptychair.kit.prepared import ANEW
from emptychair.loop.queries.masked import name_of
from emptychair.messaging.models import Message
from emptychair.messaging.types import MessageState, Purpose
from emptychair.silence.models import KnownPause, SilenceReading, SilentEpisode
from emptychair.silence.types import COMPANY, PERSON, Silence, Unit
from emptychair.touchpoints.models import Touchpoint

SENT = (MessageState.HANDED_OVER, MessageState.DELIVERED)
TO_CUSTOMERS = (Purpose.SURVEY, Purpose.REMINDER, Purpose.REFERRAL, Purpose.REPLY, Purpose.TOLD)


def rows_shown(access: Access, readings: Sequence[SilenceReading]) -> list[Silence]:
    """Each with its name and what is known around it; the same number of queries for any page."""
    access.require(Permission.CUSTOMER_READ)
    people, firms = _people(access, readings), _firms(access, readings)
    about = _About(access, readings)
    return [_shown(access, row, people, firms, about) for row in readings]


class _About:
    """Touchpoints, messages, pauses and episodes of some customers."""

    def __init__(self, access: Access, readings: Sequence[SilenceReading]) -> None:
        people = [row.person_id for row in readings if row.person_id]
        firms = [row.company_id for row in readings if row.company_id]
        self.places = {
            **_places(access, Person, "person", people),
            **_places(access, Company, "company", firms),
        }
        self.messages = _messages(access, people, firms)
        self.pauses = _by_unit(access, _pauses, people, firms)
        self.episodes = _by_unit(access, _episodes, people, firms)


def _shown(
    access: Access,
    row: SilenceReading,
    people: dict[int, Person],
    firms: dict[int, Company],
    about: _About,
) -> Silence:
    unit = (PERSON, row.person_id) if row.person_id else (COMPANY, row.company_id or 0)
    person, firm = people.get(row.person_id or 0), firms.get(row.company_id or 0)
    message, sent_at = about.messages.get(unit, ("", None))
    pause, episode = about.pauses.get(unit), about.episodes.get(unit)
    if pause is not None and pause.until < row.as_of:
        pause = None
    if episode is not None and episode.last_seen != row.last_seen:
        episode = None
    owner = person.owner if person else (firm.owner if firm else None)
    return Silence(
        kind=unit[0],
        id=unit[1],
        name=name_of(access, person, firm),
        as_of=row.as_of,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        signs=row.signs,
        gap=row.gap,
        expected=row.expected,
        longest_usual=row.longest_usual,
        percentile=row.percentile,
        basis=row.basis,
        p_alive=row.p_alive,
        value=row.value,
        is_silent=row.is_silent,
        false_share=row.false_share,
        last_touchpoint=about.places.get(unit, ""),
        last_message=message,
        last_message_at=sent_at,
        paused_until=pause.until if pause else None,
        pause_reason=pause.reason if pause and access.may_see_names else "",
        snoozed_until=episode.snoozed_until if episode else None,
        contacted_at=episode.contacted_at if episode else None,
        held_out=bool(episode and episode.held_out),
        case_number=episode.case.number if episode and episode.case else None,
        owner=str(owner or ""),
    )


def _people(access: Access, readings: Iterable[SilenceReading]) -> dict[int, Person]:
    ids = [row.person_id for row in readings if row.person_id]
    return {row.pk: row for row in _with_ids(access, table=Person, ids=ids)} if ids else {}


def _firms(access: Access, readings: Iterable[SilenceReading]) -> dict[int, Company]:
    ids = [row.company_id for row in readings if row.company_id]
    return {row.pk: row for row in _with_ids(access, table=Company, ids=ids)} if ids else {}


@prepared(table=ANEW, ids=list[int])
def _with_ids(access: Access, *, table: type[Person] | type[Company], ids: list[int]) -> Any:
    return table.objects.visible_to(access).select_related("owner").filter(pk__in=ids)


def _places(
    access: Access, table: type[Person] | type[Company], kind: str, ids: list[int]
) -> dict[Unit, str]:
    """The touchpoint of the last event of each that names one."""
    if not ids:
        return {}
    found = dict(_last_places(access, table=table, kind=kind, ids=ids))
    names = dict(
        Touchpoint.objects.visible_to(access)
        .filter(key__in={key for key in found.values() if key})
        .values_list("key", "name")
    )
    return {(kind, pk): str(names.get(key, key)) for pk, key in found.items() if key}


@prepared(table=ANEW, kind=ANEW, ids=list[int])
def _last_places(
    access: Access, *, table: type[Person] | type[Company], kind: str, ids: list[int]
) -> Any:
    events = CustomerEvent.objects.visible_to(access).filter(**{kind: OuterRef("pk")})
    last = events.exclude(touchpoint_key="").order_by("-occurred_at").values("touchpoint_key")[:1]
    rows: Any = table.objects.visible_to(access).filter(pk__in=ids)
    return rows.annotate(place=Subquery(last)).values_list("pk", "place")


def _messages(
    access: Access, people: list[int], firms: list[int]
) -> dict[Unit, tuple[str, datetime]]:
    """Purpose and time of the last message that was sent to each, or to anybody of theirs."""
    return {
        (kind, pk): (purpose, moment)
        for kind, column, ids in ((PERSON, "person", people), (COMPANY, "person__company", firms))
        if ids
        for pk, purpose, moment in _newest(access, column=column, ids=ids)
    }


@prepared(column=ANEW, ids=list[int])
def _newest(access: Access, *, column: str, ids: list[int]) -> Any:
    rows = Message.objects.visible_to(access).filter(
        state__in=SENT, purpose__in=TO_CUSTOMERS, handed_over_at__isnull=False
    )
    some = rows.filter(**{f"{column}__in": ids}).values(column, "purpose")
    newest = some.annotate(at=Max("handed_over_at")).values_list(column, "purpose", "at")
    return newest.order_by("at")


@prepared(kind=ANEW, ids=list[int])
def _pauses(access: Access, *, kind: str, ids: list[int]) -> QuerySet[KnownPause]:
    rows = KnownPause.objects.visible_to(access).filter(lifted_at=None, **{f"{kind}__in": ids})
    return rows.order_by(F("until"))


@prepared(kind=ANEW, ids=list[int])
def _episodes(access: Access, *, kind: str, ids: list[int]) -> QuerySet[SilentEpisode]:
    rows = SilentEpisode.objects.visible_to(access).filter(**{f"{kind}__in": ids})
    return rows.select_related("case").order_by(F("last_seen"))


def _by_unit(
    access: Access, rows: Callable[..., list[Any]], people: list[int], firms: list[int]
) -> dict[Unit, Any]:
    return {
        (kind, getattr(row, f"{kind}_id")): row
        for kind, ids in ((PERSON, people), (COMPANY, firms))
        if ids
        for row in rows(access, kind=kind, ids=ids)
    }
