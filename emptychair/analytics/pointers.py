"""Which snapshot stands, asked of the database every few seconds.

An older one is no less right: what came since is read live either way.
"""

import time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from emptychair.analytics.manifest import folder_of
from emptychair.analytics.models import snapshots
from emptychair.analytics.snapshots import manifest_of
from emptychair.analytics.sources import LiveSource
from emptychair.analytics.tail import Opened

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 10.0


class Pointers:
    """What this process opened."""

    def __init__(self) -> None:
        self._opened: dict[tuple[Path, str], tuple[float, Opened | None]] = {}

    def opened(self, source: LiveSource, workspace_id: int, zone: ZoneInfo) -> Opened | None:
        """The snapshot to read; None where there is none, and all is read from the database."""
        folder = folder_of(source.dataset.name, workspace_id)
        key = (folder, zone.key)
        if not folder.is_dir():
            self._opened.pop(key, None)
            return None
        asked, kept = self._opened.get(key, (0.0, None))
        if not asked or time.monotonic() - asked > SECONDS:
            kept = _look(source, workspace_id, zone, kept)
            self._opened[key] = (time.monotonic(), kept)
        return kept

    def forget(self) -> None:
        """Ask the database at the next question."""
        self._opened.clear()


def _look(
    source: LiveSource, workspace_id: int, zone: ZoneInfo, kept: Opened | None
) -> Opened | None:
    stands = snapshots().filter(workspace=workspace_id, dataset=source.dataset.name).first()
    if stands is None:
        return None
    if kept is not None and kept.name == stands.manifest:
        return kept
    manifest = manifest_of(stands, source, zone)
    folder = folder_of(source.dataset.name, workspace_id)
    return None if manifest is None else Opened(stands.manifest, folder, manifest)
