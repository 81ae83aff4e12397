"""What is done to all snapshots: taken where rows are many, looked after at night."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from emptychair.analytics.checking import check_snapshot
from emptychair.analytics.models import snapshots
from emptychair.analytics.snapshots import Taken, link_snapshot, take_snapshot
from emptychair.analytics.sources import LiveSource, sources
from emptychair.analytics.sweeping import sweep_workspaces

logger = logging.getLogger("emptychair.analytics")

LIVE_AT_MOST = 200_000  # rows; of fewer no snapshot is made, they are read live


@dataclass(frozen=True, slots=True)
class Place:
    """A dataset of a workspace."""

    source: LiveSource
    workspace_id: int
    slug: str
    zone: ZoneInfo


def places(*, dataset: str = "", workspace: str = "") -> Iterator[Place]:
    """Every dataset of every workspace, or those with these names."""
    for name, source in sources().items():
        if dataset not in {"", name}:
            continue
        owner: Any = source.table._meta.get_field("workspace").related_model  # noqa: SLF001 - Django's public name
        rows: QuerySet[Any] = QuerySet(owner).order_by("pk")
        for one in rows.filter(slug=workspace) if workspace else rows:
            yield Place(source, one.pk, one.slug, one.zone)


def take(place: Place, *, small_too: bool = False) -> Taken | None:
    """Take the snapshot, unless rows are few and none was ever taken."""
    if not small_too and not _is_taken(place) and not _is_large(place):
        return None
    taken = take_snapshot(place.source, place.workspace_id, place.zone)
    link_snapshot(place.source, place.workspace_id, place.zone)
    return taken


def take_anew(place: Place) -> Taken | None:
    """Make all files from the database, with their links."""
    taken = take_snapshot(place.source, place.workspace_id, place.zone, anew=True)
    link_snapshot(place.source, place.workspace_id, place.zone)
    return taken


def take_all() -> int:
    """Every snapshot that is due; how many were taken. One that fails does not stop the others."""
    taken = 0
    for place in places():
        try:
            taken += take(place) is not None
        except Exception:
            logger.exception("No snapshot of %s, %s", place.source.dataset.name, place.slug)
    return taken


def look_after_all() -> int:
    """Check every snapshot, make those anew that do not agree, sweep up; how many were wrong."""
    wrong = 0
    for place in places():
        if _is_taken(place) and check_snapshot(place.source, place.workspace_id, place.zone):
            wrong += 1
            name = place.source.dataset.name
            logger.error("The snapshot of %s, %s was wrong: made anew", name, place.slug)
            take_anew(place)
    sweep_workspaces()
    return wrong


def is_quick(place: Place) -> bool:
    """Whether it is read in a moment: rows are few, or a snapshot holds most of them."""
    return _is_taken(place) or not _is_large(place)


def _is_taken(place: Place) -> bool:
    name = place.source.dataset.name
    return snapshots().filter(workspace=place.workspace_id, dataset=name).exists()


def _is_large(place: Place) -> bool:
    rows = place.source.rows(place.workspace_id).order_by()
    return rows[LIVE_AT_MOST : LIVE_AT_MOST + 1].exists()
