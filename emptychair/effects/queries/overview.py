"""All effects side by side: what helped, what did not, what cannot be told."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import Case, CharField, Count, F, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.db.models.query import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.effects.models import EffectDesign, EffectVerdict
from emptychair.effects.queries.designs import cost_from
from emptychair.effects.types import EffectRow, Sizes, Standing, Tally
from emptychair.loop.queries import minutes_of_initiatives
from emptychair.loop.types import InitiativeState

ORDERS: Final[dict[str, tuple[str | Combinable, ...]]] = {
    "newest": ("-ends_on", "-pk"),
    "oldest": ("ends_on", "pk"),
    "largest": (F("estimate").desc(nulls_last=True), "-pk"),
    "smallest": (F("estimate").asc(nulls_last=True), "-pk"),
    "title": ("initiative__title", "pk"),
}
BY_ESTIMATE: Final = frozenset({"largest", "smallest"})


def effects_of(
    access: Access, *, today: date, standing: str = "", text: str = "", order: str = "newest"
) -> QuerySet[EffectDesign]:
    """Designs with their newest verdict, for `effect_rows`. A dropped initiative on which nobody
    decided is none. Ordered by estimate only for whoever may see scores.
    """
    access.require(Permission.INITIATIVE_READ)
    found = _with_standing(access, today)
    if standing:
        found = found.filter(Q(standing=standing))
    if text.strip():
        found = found.filter(initiative__title__icontains=text.strip())
    hidden = order in BY_ESTIMATE and not access.may(Permission.SCORE_READ)
    return found.order_by(*ORDERS["newest" if hidden else order])


def effect_rows(access: Access, designs: Iterable[EffectDesign]) -> list[EffectRow]:
    """Designs of `effects_of` as rows, their verdicts and costs in two queries."""
    access.require(Permission.INITIATIVE_READ)
    shown = list(designs)
    latest = [one.latest for one in shown if one.latest]  # type: ignore[attr-defined]  # annotated by effects_of
    verdicts = EffectVerdict.objects.visible_to(access).filter(pk__in=latest)
    by_design = {one.design_id: one for one in verdicts.select_related("decided_by")}
    minutes: dict[int, int] | None = None
    if access.may(Permission.CASE_READ):
        minutes = minutes_of_initiatives(access, [one.initiative_id for one in shown])
    return [_row(access, one, by_design.get(one.pk), minutes) for one in shown]


def effect_tally(access: Access, *, today: date) -> Tally:
    """How many stand where, and the smallest effects that the designs were told to see."""
    access.require(Permission.INITIATIVE_READ)
    found = _with_standing(access, today)
    counts = dict(found.order_by().values_list(F("standing")).annotate(n=Count("pk")))
    sizes: tuple[Sizes, ...] = ()
    if access.may(Permission.SCORE_READ):
        told = found.filter(smallest__isnull=False).order_by().values_list("metric")
        by_metric = told.annotate(n=Count("pk"), least=Min("smallest"), most=Max("smallest"))
        sizes = tuple(Sizes(*one) for one in by_metric.order_by("-n", "metric"))
    return Tally(counts, sizes)


def _with_standing(access: Access, today: date) -> QuerySet[EffectDesign]:
    newest = EffectVerdict.objects.visible_to(access).filter(design=OuterRef("pk"))
    newest = newest.order_by("-decided_at", "-pk")
    undecided = Case(
        When(ends_on__lte=today, then=Value(Standing.DUE.value)),
        default=Value(Standing.RUNNING.value),
        output_field=CharField(),
    )
    found = EffectDesign.objects.visible_to(access).select_related("initiative")
    found = found.annotate(
        latest=Subquery(newest.values("pk")[:1]),
        estimate=Subquery(newest.values("estimate")[:1]),
        standing=Coalesce(Subquery(newest.values("verdict")[:1]), undecided),
    )
    dropped = Q(initiative__state=InitiativeState.DROPPED.value, latest__isnull=True)
    return found.exclude(dropped)


def _row(
    access: Access,
    design: EffectDesign,
    verdict: EffectVerdict | None,
    minutes: dict[int, int] | None,
) -> EffectRow:
    initiative = design.initiative
    sees = access.may(Permission.SCORE_READ)
    told = verdict if sees else None
    return EffectRow(
        number=initiative.number,
        title=initiative.title,
        metric=design.metric,
        design=design.design,
        starts_on=design.starts_on,
        ends_on=design.ends_on,
        smallest=design.smallest if sees else None,
        worth=design.worth,
        standing=design.standing,  # type: ignore[attr-defined]  # annotated by effects_of
        estimate=told.estimate if told else None,
        low=told.low if told else None,
        high=told.high if told else None,
        decision=verdict.decision if verdict else "",
        note=verdict.note if verdict else "",
        decided_by=str(verdict.decided_by or "") if verdict else "",
        decided_at=verdict.decided_at if verdict else None,
        cost=None if minutes is None else cost_from(access, design, minutes.get(initiative.pk, 0)),
    )
