"""Taking a snapshot: what changed since the last one, out of the database into Parquet.

New rows are added to the files of their month; a file that holds a changed or deleted row is
written anew without its old form, so nothing of a deleted row stays. All is written beside what
stands, then one row of the database is switched (`Snapshot.manifest`). Whoever dies on the way
leaves files that nobody reads.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from emptychair.analytics.by_chance import not_in_files
from emptychair.analytics.changes import changed_ids, forget_changes
from emptychair.analytics.closing import Closed, begin_watching, closed_now
from emptychair.analytics.collecting import Collecting
from emptychair.analytics.linking import with_links
from emptychair.analytics.locking import only_one
from emptychair.analytics.manifest import (
    Manifest,
    folder_of,
    last_generation,
    point_current_at,
    read_manifest,
    write_manifest,
)
from emptychair.analytics.models import Snapshot, snapshots
from emptychair.analytics.rollups import roll_up
from emptychair.analytics.sources import LiveSource
from emptychair.analytics.sweeping import sweep
from emptychair.analytics.touched import is_due

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
IDS_BEHIND = 10_000  # ids of other workspaces that may pass before the manifest moves on


@dataclass(frozen=True, slots=True)
class Taken:
    """What one taking did."""

    manifest: Manifest
    new_rows: int
    changed: int  # rows that were changed or deleted
    files: int  # written


def step(_name: str) -> None:
    """Nothing; tests die here, to see that what stands stays valid."""


def take_snapshot(
    source: LiveSource, workspace_id: int, zone: ZoneInfo, *, anew: bool = False
) -> Taken | None:
    """Carry what changed into the files; the first time, and `anew`, everything.

    None where nothing changed, where another process is at it, and where something is open in the
    database since before it was watched.
    """
    with _alone(source, workspace_id) as folder:
        if folder is None:
            return None
        stands = _stands(source, workspace_id)
        old = None if anew else manifest_of(stands, source, zone)
        return _take(source, stands, folder, old, _nothing(source, zone, folder))


def compact_snapshot(source: LiveSource, workspace_id: int, zone: ZoneInfo) -> Taken | None:
    """The same, and small files of a month are written together; None where there are none."""
    with _alone(source, workspace_id) as folder:
        stands = _stands(source, workspace_id) if folder else None
        old = manifest_of(stands, source, zone)
        if folder is None or stands is None or old is None:
            return None
        return _take(source, stands, folder, old, old, compact=True)


def link_snapshot(source: LiveSource, workspace_id: int, zone: ZoneInfo) -> Manifest | None:
    """Make the links of a snapshot where they are due; the manifest that stands then.

    The rows stay as they are, and so does what is read live beside them.
    """
    with _alone(source, workspace_id) as folder:
        stands = _stands(source, workspace_id) if folder else None
        old = manifest_of(stands, source, zone)
        if folder is None or stands is None or old is None or not is_due(source, folder, old):
            return None
        made = with_links(source, folder, old)
        step("links written")
        name = write_manifest(folder, made)
        if not _switch(stands, name):
            return None
        point_current_at(folder, name)
        sweep(folder, stands=name)
        return made


@contextmanager
def _alone(source: LiveSource, workspace_id: int) -> Iterator[Path | None]:
    """The folder, when no other process is in it."""
    folder = folder_of(source.dataset.name, workspace_id)
    folder.mkdir(parents=True, exist_ok=True)
    with only_one(folder) as alone:
        yield folder if alone else None


def manifest_of(stands: Snapshot | None, source: LiveSource, zone: ZoneInfo) -> Manifest | None:
    """The manifest that stands, if its files are there and hold what is declared today. Counts that
    are declared since may be missing: the next turn makes them.
    """
    if stands is None or not stands.manifest:
        return None
    folder = folder_of(source.dataset.name, stands.workspace_id)
    found = read_manifest(folder, stands.manifest)
    same = found and found.columns == dict(source.dataset.columns) and found.zone == zone.key
    rolled = found and set(found.rollups) <= {kept.name for kept in source.kept_counts}
    return found if same and rolled else None


def _take(
    source: LiveSource,
    stands: Snapshot,
    folder: Path,
    old: Manifest | None,
    nothing: Manifest,
    *,
    compact: bool = False,
) -> Taken | None:
    base = old or nothing
    seen = Closed(base.closed_id, base.watermark, stands.seen_id, stands.seen_at)
    closed = closed_now(source, before=seen)
    if stands.watched_since is None or closed.moment < stands.watched_since:
        return None
    work = _collect(source, stands, folder, base, closed, compact=compact)
    files, touched = work.finish(), work.finish_links()
    step("files written")
    counted = len(base.rollups) == len(source.kept_counts)
    if old and counted and files == base.files and closed.id - base.closed_id < IDS_BEHIND:
        _remember(stands, closed, stands.manifest)
        return None
    made = replace(
        base,
        generation=base.generation + 1,
        closed_id=closed.id,
        watermark=closed.moment,
        files=files,
        touched=touched,
    )
    made = replace(made, rollups=roll_up(source, folder, made, old=base))
    step("counts written")
    name = write_manifest(folder, made)
    step("manifest written")
    if not _remember(stands, closed, name):
        return None  # another machine was quicker
    step("switched")
    point_current_at(folder, name)
    sweep(folder, stands=name)
    forget_changes(source, stands.workspace_id, before=made.watermark)
    return Taken(made, work.new_rows, work.changed, work.written)


def _collect(
    source: LiveSource,
    stands: Snapshot,
    folder: Path,
    base: Manifest,
    closed: Closed,
    *,
    compact: bool,
) -> Collecting:
    """What changed first: files that are written together must be without it."""
    place, after, moment = stands.workspace_id, base.closed_id, base.watermark
    ids = changed_ids(source, place, closed_id=after, moment=moment) if after else []
    step("begun")
    work = Collecting(source, place, ZoneInfo(base.zone), folder, base)
    drawn = not_in_files(source, place, folder, base, noted=ids)
    work.change(ids)
    work.add_drawn(drawn)
    if compact:
        work.compact()
    work.add_new(up_to_id=closed.id)
    return work


def _stands(source: LiveSource, workspace_id: int) -> Snapshot:
    """The row of the database, from which on changes of the table are noted."""
    stands, _made = snapshots().get_or_create(
        workspace_id=workspace_id,
        dataset=source.dataset.name,
        defaults={"relation": source.relation, "seen_at": BEGINNING},
    )
    if stands.watched_since is None:
        stands.watched_since = begin_watching()
        stands.save(update_fields=["watched_since", "changed_at"])
    return stands


def _remember(stands: Snapshot, closed: Closed, manifest: str) -> bool:
    """Switch to a manifest, unless somebody did meanwhile."""
    seen: dict[str, Any] = {
        "seen_id": closed.seen_id,
        "seen_at": closed.seen_at,
        "taken_at": timezone.now(),
    }
    return _switch(stands, manifest, **seen)


def _switch(stands: Snapshot, manifest: str, **more: Any) -> bool:
    rows = snapshots().filter(pk=stands.pk, manifest=stands.manifest)
    return bool(rows.update(manifest=manifest, **more))


def _nothing(source: LiveSource, zone: ZoneInfo, folder: Path) -> Manifest:
    return Manifest(
        dataset=source.dataset.name,
        columns=dict(source.dataset.columns),
        zone=zone.key,
        closed_id=0,
        watermark=BEGINNING,
        generation=last_generation(folder),
        order=source.order,
    )
