"""Reading the map of touchpoints."""

from django.db.models import Prefetch, QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.models import Team
from emptychair.accounts.prepared import prepared
from emptychair.kit.once import once_a_look
from emptychair.kit.prepared import ANEW
from emptychair.touchpoints.errors import JourneyNotFound, StageNotFound, TouchpointNotFound
from emptychair.touchpoints.models import Journey, Stage, Touchpoint


@once_a_look
def touchpoints_of(access: Access, *, archived: bool = False) -> list[Touchpoint]:
    """The touchpoints in the order of the map, with team and stage; `archived`: the put away."""
    return _on_the_map(access, archived=archived)


@prepared(archived=ANEW)
def _on_the_map(access: Access, *, archived: bool) -> QuerySet[Touchpoint]:
    found = Touchpoint.objects.visible_to(access).filter(is_active=not archived)
    ordered = found.order_by("stage__journey__position", "stage__position", "position", "pk")
    return ordered.select_related("team", "stage", "stage__journey")


def touchpoint_with_key(access: Access, key: str) -> Touchpoint | None:
    """The touchpoint that files and the API call so, put away or not."""
    found = Touchpoint.objects.visible_to(access).select_related("team", "stage")
    return found.filter(key=key).first()


def touchpoint_with_id(access: Access, touchpoint_id: int) -> Touchpoint:
    """One touchpoint with its team and stage. Raises `TouchpointNotFound`."""
    found = Touchpoint.objects.visible_to(access).select_related("team", "stage", "stage__journey")
    touchpoint = found.filter(pk=touchpoint_id).first()
    if touchpoint is None:
        raise TouchpointNotFound
    return touchpoint


def journeys_of(access: Access) -> list[Journey]:
    """The journeys in order, their stages loaded in order (`journey.stages.all()`)."""
    stages = Stage.objects.visible_to(access).order_by("position", "pk")
    found = Journey.objects.visible_to(access).order_by("position", "pk")
    return list(found.prefetch_related(Prefetch("stages", stages)))


def stage_with_id(access: Access, stage_id: int) -> Stage:
    """One stage with its journey. Raises `StageNotFound`."""
    stage = Stage.objects.visible_to(access).select_related("journey").filter(pk=stage_id).first()
    if stage is None:
        raise StageNotFound
    return stage


def journey_with_id(access: Access, journey_id: int) -> Journey:
    """One journey. Raises `JourneyNotFound`."""
    journey = Journey.objects.visible_to(access).filter(pk=journey_id).first()
    if journey is None:
        raise JourneyNotFound
    return journey


def owner_teams(access: Access) -> list[Team]:
    """The teams that can own a touchpoint, in order."""
    return list(Team.objects.visible_to(access).order_by("position", "name"))
