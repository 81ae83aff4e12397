"""The list of files that make one state of a snapshot. A reader that opened it keeps that state."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings

FORMAT = 3
READABLE = (1, 2, FORMAT)  # in 1 there were no links, in 2 rows lay in no order
FOLDER = "snapshots"
MANIFESTS = "manifest-*.json"
CURRENT = "current.json"  # for readers that have no database at hand


@dataclass(frozen=True, slots=True)
class DataFile:
    """A Parquet file: of which month its rows are (`""` when files are not cut by month)."""

    name: str
    month: str
    rows: int
    first_id: int
    last_id: int
    size: int  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All rows with an id up to `closed_id` as they stood at `watermark`.

    Rows with a higher id, and those noted as changed since the watermark, are read live.
    """

    dataset: str
    columns: Mapping[str, str]
    zone: str
    closed_id: int
    watermark: datetime
    generation: int = 0
    files: tuple[DataFile, ...] = ()
    rollups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # name, month: file
    links: str = ""  # the name of the links that the files hold, "" without any
    touched: str = ""  # the file that lists whose links do not hold any more
    order: tuple[str, ...] = ()  # of the rows in each file, by these columns

    @property
    def rows(self) -> int:
        """How many rows the files hold."""
        return sum(file.rows for file in self.files)

    @property
    def names(self) -> set[str]:
        """All files it speaks of."""
        counts = {name for months in self.rollups.values() for name in months.values()}
        return {file.name for file in self.files} | counts | ({self.touched} - {""})

    def of_month(self, month: str) -> tuple[DataFile, ...]:
        """The files of one month."""
        return tuple(file for file in self.files if file.month == month)


def folder_of(dataset: str, workspace_id: int) -> Path:
    """Where the files of one dataset of one workspace lie."""
    return Path(settings.DATA_FOLDER) / FOLDER / dataset / str(workspace_id)


def write_manifest(folder: Path, manifest: Manifest) -> str:
    """Write it under a name of its own and return that. It is whole, or it is not there."""
    name = f"manifest-{manifest.generation:08d}-{uuid4().hex[:12]}.json"
    told = {"format": FORMAT, **asdict(manifest), "watermark": manifest.watermark.isoformat()}
    write_safely(folder / name, json.dumps(told, indent=1).encode())
    return name


def read_manifest(folder: Path, name: str) -> Manifest | None:
    """The manifest with this name; None where it, or one of its files, is not there as written."""
    try:
        told = json.loads((folder / name).read_bytes())
    except (OSError, ValueError):
        return None
    if told.pop("format", None) not in READABLE:
        return None
    files = tuple(DataFile(**file) for file in told.pop("files"))
    moment = datetime.fromisoformat(told.pop("watermark"))
    order = tuple(told.pop("order", ()))
    found = Manifest(**told, watermark=moment, files=files, order=order)
    return found if _is_whole(folder, found) else None


def write_safely(path: Path, content: bytes) -> None:
    """Write beside, then rename, so that no half file is ever under that name."""
    beside = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Have the names of new files on disk, not only their content (Windows does so by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def point_current_at(folder: Path, name: str) -> None:
    """Tell readers without a database which manifest stands."""
    write_safely(folder / CURRENT, json.dumps({"manifest": name}).encode())


def last_generation(folder: Path) -> int:
    """The number of the last manifest that was written here, whether or not it stands."""
    numbers = [int(path.name.split("-")[1]) for path in folder.glob(MANIFESTS)]
    return max(numbers, default=0)


def _is_whole(folder: Path, manifest: Manifest) -> bool:
    try:
        sizes = all((folder / file.name).stat().st_size == file.size for file in manifest.files)
    except OSError:
        return False
    return sizes and all((folder / name).is_file() for name in manifest.names)
