"""Figures from outside with their values."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.prepared import prepared
from emptychair.kit.errors import NotFound
from emptychair.kit.models import WorkspaceQuerySet
from emptychair.kit.periods import months_later
from emptychair.scorecard.models import OutsideCorrection, OutsideFigure, OutsideValue
from emptychair.scorecard.types import GivenValue, Level

MOST = 400  # values on the page of a figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow:
    """One value as its page shows it."""

    id: int
    given: GivenValue
    entered_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """One correction."""

    grain: str
    day: date
    was: float
    now: float
    by: str
    corrected_at: datetime


def outside_figures(access: Access) -> list[OutsideFigure]:
    """All that the workspace has defined, by name."""
    access.require(Permission.SCORE_READ)
    return list(_figures(access).order_by("name", "pk"))


def outside_figure_with_key(access: Access, key: str) -> OutsideFigure:
    """One figure. Raises `NotFound`."""
    access.require(Permission.SCORE_READ)
    found = _figures(access).filter(key=key).first()
    if found is None:
        raise NotFound
    return found


def values_of(
    access: Access, figure: OutsideFigure, *, since: date | None = None, limit: int = MOST
) -> list[ValueRow]:
    """The values of a figure, newest first."""
    access.require(Permission.SCORE_READ)
    found = OutsideValue.objects.visible_to(access).filter(figure=figure)
    if since is not None:
        found = found.filter(day__gte=since)
    rows = found.select_related("entered_by").order_by("-day", "grain")[:limit]
    return [
        ValueRow(
            id=one.pk,
            given=_given(one),
            entered_by=str(one.entered_by) if one.entered_by else one.entered_label,
            changed_at=one.changed_at,
        )
        for one in rows
    ]


def corrections_of(
    access: Access, figure: OutsideFigure, *, limit: int = 50
) -> list[CorrectionRow]:
    """What was corrected, newest first."""
    access.require(Permission.SCORE_READ)
    found = OutsideCorrection.objects.visible_to(access).filter(value__figure=figure)
    rows = found.select_related("value", "corrected_by").order_by("-created_at", "-pk")[:limit]
    return [
        CorrectionRow(
            grain=one.value.grain,
            day=one.value.day,
            was=one.was,
            now=one.value.value,
            by=str(one.corrected_by) if one.corrected_by else one.corrected_label,
            corrected_at=one.created_at,
        )
        for one in rows
    ]


def values_since(
    access: Access, figure_ids: Collection[int], since: date
) -> dict[int, list[GivenValue]]:
    """The values of several figures, oldest first, in one query."""
    access.require(Permission.SCORE_READ)
    found: dict[int, list[GivenValue]] = defaultdict(list)
    rows = OutsideValue.objects.visible_to(access).filter(figure__in=figure_ids, day__gte=since)
    for one in rows.order_by("day"):
        found[one.figure_id].append(_given(one))
    return found


def published_levels(access: Access, metric: str = "") -> list[Level]:
    """The newest value of each level that others published, of one metric or of all."""
    access.require(Permission.SCORE_READ)
    figures = OutsideFigure.objects.visible_to(access).exclude(beside="")
    if metric:
        figures = figures.filter(beside=metric)
    rows = OutsideValue.objects.visible_to(access).filter(figure__in=figures)
    newest: dict[int, OutsideValue] = {}
    for one in rows.select_related("figure").order_by("figure__name", "figure_id", "-day"):
        newest.setdefault(one.figure_id, one)
    return [_level(one) for one in newest.values()]


def _level(one: OutsideValue) -> Level:
    return Level(
        key=one.figure.key,
        name=one.figure.name,
        metric=one.figure.beside,
        value=one.value,
        day=one.day,
        n=one.n,
        source=one.source or one.figure.source,
    )


def _given(one: OutsideValue) -> GivenValue:
    return GivenValue(
        grain=one.grain,
        day=one.day,
        value=one.value,
        n=one.n,
        standard_error=one.standard_error,
        source=one.source,
    )


def _figures(access: Access) -> WorkspaceQuerySet[OutsideFigure]:
    return OutsideFigure.objects.visible_to(access).select_related("owner", "team")


def figures_without(access: Access, month: date) -> list[OutsideFigure]:
    """Figures that had values before, but none of this month."""
    access.require(Permission.SCORE_READ)
    return _figures_without(access, first=month, end=months_later(month, 1))


@prepared(first=date, end=date)
def _figures_without(access: Access, *, first: date, end: date) -> WorkspaceQuerySet[OutsideFigure]:
    values = OutsideValue.objects.visible_to(access).filter(figure=OuterRef("pk"))
    there = values.filter(day__gte=first, day__lt=end)
    found = _figures(access).filter(Exists(values), ~Exists(there), beside="")
    return found.order_by("name", "pk")


def outside_figure_with_id(access: Access, figure_id: int) -> OutsideFigure:
    """One figure. Raises `NotFound`."""
    access.require(Permission.SCORE_READ)
    found = _figures(access).filter(pk=figure_id).first()
    if found is None:
        raise NotFound
    return found
