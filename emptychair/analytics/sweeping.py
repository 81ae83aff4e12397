"""Files that no manifest speaks of any more are removed, when their readers have long finished."""

import json
import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from emptychair.analytics.manifest import CURRENT, FOLDER, MANIFESTS
from emptychair.analytics.models import snapshots

STILL_READ = timedelta(hours=1)  # after a manifest was followed by another
STILL_WRITTEN = timedelta(hours=24)  # what belongs to no manifest may belong to the next one


def sweep(folder: Path, *, stands: str, patience: timedelta = STILL_READ) -> int:
    """Remove what was replaced long enough ago; how many files."""
    manifests = sorted(folder.glob(MANIFESTS))
    followed = [*(_written_at(path) for path in manifests[1:]), None]
    over = _now() - patience.total_seconds()
    old = [
        path
        for path, moment in zip(manifests, followed, strict=True)
        if path.name != stands and (moment or _written_at(path)) <= over
    ]
    kept = set().union(*(_names(path) for path in manifests if path not in old))
    dropped = set().union(*(_names(path) for path in old)) - kept
    dropped |= {name for name in _orphans(folder, patience) if name not in kept}
    for path in [*(folder / name for name in dropped), *old]:
        path.unlink(missing_ok=True)
    return len(dropped) + len(old)


def sweep_workspaces() -> int:
    """Remove the folders of workspaces, and of datasets, that are no more; how many."""
    known = {
        (dataset, str(place))
        for dataset, place in snapshots().values_list("dataset", "workspace_id")
    }
    folders = (Path(settings.DATA_FOLDER) / FOLDER).glob("*/*")
    gone = [one for one in folders if one.is_dir() and (one.parent.name, one.name) not in known]
    for folder in gone:
        shutil.rmtree(folder, ignore_errors=True)
    return len(gone)


def _orphans(folder: Path, patience: timedelta) -> list[str]:
    over = _now() - max(STILL_WRITTEN if patience else patience, patience).total_seconds()
    plain = [path for path in folder.iterdir() if path.is_file() and path.name != ".lock"]
    files = [one for one in plain if one.name != CURRENT and not one.match(MANIFESTS)]
    return [path.name for path in files if _written_at(path) <= over]


def _names(manifest: Path) -> set[str]:
    with suppress(OSError, ValueError):
        told = json.loads(manifest.read_bytes())
        counts = {name for months in told["rollups"].values() for name in months.values()}
        touched = {told.get("touched", "")} - {""}
        return {file["name"] for file in told["files"]} | counts | touched
    return set()


def _written_at(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def _now() -> float:
    return timezone.now().timestamp()
