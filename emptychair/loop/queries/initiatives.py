"""Lists of initiatives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.errors import NotFound
from emptychair.loop.models import Initiative
from emptychair.loop.types import InitiativeKind, InitiativeState

PARTS = ("touchpoint", "team", "owner")


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeRow:
    """One initiative as lists show it. `asked` is the number of voices and cases behind it."""

    id: int
    number: int
    title: str
    kind: str
    kind_words: str
    state: str
    state_words: str
    metric: str
    touchpoint: str
    team: str
    owner: str
    starts_on: date | None
    due_on: date | None
    completed_on: date | None
    asked: int
    told: int
    overdue: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class KindShare:
    """How many initiatives change the thing itself, and how many what is said about it."""

    product: int
    information: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.product + self.information


def initiative_with_number(access: Access, number: int) -> Initiative:
    """One initiative with what its page needs. Raises `NotFound`."""
    found = _readable(access).filter(number=number).select_related(*PARTS).first()
    if found is None:
        raise NotFound
    return found


def initiative_with_id(access: Access, initiative_id: int) -> Initiative:
    """The same by key. Raises `NotFound`."""
    found = _readable(access).filter(pk=initiative_id).select_related(*PARTS).first()
    if found is None:
        raise NotFound
    return found


def initiatives_of(access: Access, state: str | None = None) -> QuerySet[Initiative]:
    """All initiatives, or those of one state: what is due first, then the newest.

    Each knows `asked` and `told`, counted by the database.
    """
    found = _readable(access).select_related(*PARTS)
    found = found.annotate(
        asked=Count("voices"), told_count=Count("voices", filter=Q(voices__told__isnull=False))
    )
    if state is not None:
        found = found.filter(state=InitiativeState(state).value)
    return found.order_by(F("due_on").asc(nulls_last=True), "-number")


def initiative_rows(
    access: Access, initiatives: Iterable[Initiative], *, today: date
) -> list[InitiativeRow]:
    """The initiatives of `initiatives_of` as lists show them."""
    access.require(Permission.INITIATIVE_READ)
    return [_row(one, today) for one in initiatives]


def kind_share(access: Access) -> KindShare:
    """The share of each kind among all that were not dropped, in one query."""
    found = _readable(access).exclude(state=InitiativeState.DROPPED)
    counts = dict(found.values_list("kind").annotate(count=Count("pk")))
    return KindShare(
        counts.get(InitiativeKind.PRODUCT.value, 0), counts.get(InitiativeKind.INFORMATION.value, 0)
    )


def completed_initiatives(access: Access, *, since: date) -> list[Initiative]:
    """What was done since that day, oldest first: the marks on charts of scores."""
    found = _readable(access).filter(state=InitiativeState.DONE, completed_on__gte=since)
    return list(found.order_by("completed_on"))


def find_initiatives(access: Access, *, text: str = "", limit: int = 20) -> list[Initiative]:
    """Unfinished initiatives to link a voice to, by a part of the title; the newest first."""
    found = _readable(access).exclude(state=InitiativeState.DROPPED)
    if text.strip():
        found = found.filter(title__icontains=text.strip())
    return list(found.order_by("-number")[:limit])


def _readable(access: Access) -> QuerySet[Initiative]:
    access.require(Permission.INITIATIVE_READ)
    return Initiative.objects.visible_to(access)


def _row(one: Initiative, today: date) -> InitiativeRow:
    open_states = (InitiativeState.IDEA, InitiativeState.PLANNED, InitiativeState.DOING)
    return InitiativeRow(
        id=one.pk,
        number=one.number,
        title=one.title,
        kind=one.kind,
        kind_words=str(InitiativeKind(one.kind).label),
        state=one.state,
        state_words=str(InitiativeState(one.state).label),
        metric=one.metric,
        touchpoint=one.touchpoint.name if one.touchpoint else "",
        team=one.team.name if one.team else "",
        owner=str(one.owner) if one.owner else "",
        starts_on=one.starts_on,
        due_on=one.due_on,
        completed_on=one.completed_on,
        asked=getattr(one, "asked", 0),
        told=getattr(one, "told_count", 0),
        overdue=bool(one.due_on and one.due_on < today and one.state in open_states),
        changed_at=one.changed_at,
    )
