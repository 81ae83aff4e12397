"""Places where answers come without an invitation."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.errors import NotFound
from emptychair.surveys.errors import LinkUnknown
from emptychair.surveys.models import Collector, Response, Survey
from emptychair.surveys.types import CollectorKind, SurveyState


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceVisit:
    """Somebody at a public place; `access` is theirs."""

    access: Access
    collector: Collector
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place as the list of a survey shows it."""

    collector: Collector
    kind_words: str
    touchpoint: str
    answers: int
    aside: int
    newest_at: datetime | None


def place_by_key(access: Access, key: str) -> PlaceVisit:
    """What lies behind a public address. Raises `LinkUnknown`.

    `access` is the product's own: nobody signs in here.
    """
    access.require(Permission.SURVEY_READ)
    rows = Collector.objects.select_related("workspace", "survey__touchpoint", "touchpoint")
    found = rows.filter(key=key).first()
    if found is None:
        raise LinkUnknown
    visitor = Access.respondent(found.workspace, f"place {found.pk}")
    is_open = found.is_open and found.survey.state == SurveyState.RUNNING
    return PlaceVisit(access=visitor, collector=found, is_open=is_open)


def newest_origins(access: Access) -> list[str]:
    """The sites that the newest widget may stand on, to be offered for the next one."""
    access.require(Permission.SURVEY_READ)
    rows = Collector.objects.visible_to(access).filter(kind=CollectorKind.WIDGET)
    newest = rows.order_by("-pk").values_list("settings", flat=True).first()
    return [str(one) for one in (newest or {}).get("origins", [])]


def places_of_survey(access: Access, survey: Survey) -> list[PlaceRow]:
    """The places of one survey with what came through each, the oldest first."""
    access.require(Permission.SURVEY_READ)
    rows = Collector.objects.visible_to(access).filter(survey=survey)
    found = list(rows.select_related("touchpoint").order_by("pk"))
    answers = Response.objects.visible_to(access).filter(survey=survey, collector__isnull=False)
    counted = {
        one["collector"]: one
        for one in answers.values("collector").annotate(
            counted=Count("pk", filter=Q(is_counted=True)),
            kept_aside=Count("pk", filter=~Q(aside="")),
            newest=Max("answered_at"),
        )
    }
    return [
        PlaceRow(
            collector=one,
            kind_words=str(CollectorKind(one.kind).label),
            touchpoint=one.touchpoint.name if one.touchpoint else "",
            answers=counted.get(one.pk, {}).get("counted", 0),
            aside=counted.get(one.pk, {}).get("kept_aside", 0),
            newest_at=counted.get(one.pk, {}).get("newest"),
        )
        for one in found
    ]


def place_with_id(access: Access, collector_id: int) -> Collector:
    """One place of this workspace. Raises `NotFound`."""
    access.require(Permission.SURVEY_READ)
    rows = Collector.objects.visible_to(access).select_related("survey", "touchpoint")
    found = rows.filter(pk=collector_id).first()
    if found is None:
        raise NotFound
    return found
