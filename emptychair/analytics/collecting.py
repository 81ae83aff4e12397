"""The files of the next snapshot: those that stay, and those that are written anew."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa

from emptychair.analytics.carrying import carry, read_rows
from emptychair.analytics.manifest import DataFile, Manifest
from emptychair.analytics.sources import LiveSource
from emptychair.analytics.touched import (
    are_linked,
    not_yet_linked,
    owners_of,
    touched_owners,
    write_touched,
)
from emptychair.analytics.writing import FILE_ROWS, FileWriter, ids_in, rows_apart


class Collecting:
    """Takes changed rows, then new ones; `finish` tells all files of the next state."""

    def __init__(
        self, source: LiveSource, workspace_id: int, zone: ZoneInfo, folder: Path, old: Manifest
    ) -> None:
        self.new_rows = self.changed = self.written = 0
        self._source, self._workspace_id, self._zone = source, workspace_id, zone
        self._folder, self._old = folder, old
        self._replaced: set[str] = set()
        self._gone = pa.array([], type=pa.int64())
        self._touched: list[pa.Array] = []
        self._writer = FileWriter(source, folder, old.generation + 1, take_along=self._small_files)

    def change(self, ids: Sequence[int]) -> None:
        """Write anew the files that hold these rows, and the rows as they are now."""
        self._gone, self.changed = pa.array(ids, type=pa.int64()), len(ids)
        for file in files_that_may_hold(self._old.files, ids):
            if len(ids_in(self._folder / file.name, self._source.key, self._gone)):
                self._replaced.add(file.name)
        for file in [one for one in self._old.files if one.name in self._replaced]:
            self._writer.add(self._rest_of(file))
        if ids:
            self._add(read_rows(self._source, self._workspace_id, self._zone, ids))

    def add_new(self, *, up_to_id: int) -> None:
        """Write the rows that came since, up to an id."""
        if up_to_id <= self._old.closed_id:
            return
        for rows in carry(
            self._source,
            self._workspace_id,
            self._zone,
            after_id=self._old.closed_id,
            up_to_id=up_to_id,
        ):
            self.new_rows += rows.num_rows
            self._add(rows)

    def add_drawn(self, ids: Sequence[int]) -> None:
        """Write rows that came with numbers by chance."""
        if ids:
            rows = read_rows(self._source, self._workspace_id, self._zone, ids)
            self.new_rows += rows.num_rows
            self._add(rows)

    def compact(self) -> None:
        """Write small files of a month together."""
        for month in sorted({file.month for file in self._old.files}):
            if len(self._small(month)) > 1:
                for rows in self._small_files(month):
                    self._writer.add(rows)

    def finish(self) -> tuple[DataFile, ...]:
        """All files of the next state."""
        made = self._writer.finish()
        self.written = len(made)
        kept = [file for file in self._old.files if file.name not in self._replaced]
        return tuple(sorted((*kept, *made), key=lambda file: (file.month, file.first_id)))

    def finish_links(self) -> str:
        """The list of those whose links do not hold any more, on disk; `""` for nobody."""
        if not are_linked(self._source, self._old):
            return ""
        if not any(map(len, self._touched)):
            return self._old.touched
        before = touched_owners(self._folder, self._old)
        return write_touched(self._folder, self._old.generation + 1, [before, *self._touched])

    def _add(self, rows: pa.Table) -> None:
        self._touch(rows)
        self._writer.add(not_yet_linked(self._source, rows))

    def _touch(self, rows: pa.Table) -> None:
        if self._source.links and are_linked(self._source, self._old):
            self._touched.append(owners_of(self._source.links, rows))

    def _small_files(self, month: str) -> Iterator[pa.Table]:
        """What lies in small files of a month, to be written together with what comes."""
        for file in self._small(month):
            self._replaced.add(file.name)
            yield self._rest_of(file)

    def _small(self, month: str) -> list[DataFile]:
        there = [file for file in self._old.of_month(month) if file.name not in self._replaced]
        return [file for file in there if file.rows < FILE_ROWS // 2]

    def _rest_of(self, file: DataFile) -> pa.Table:
        path = self._folder / file.name
        rest, gone = rows_apart(path, self._source.key, self._gone, self._source.file_schema)
        self._touch(gone)
        return rest


def files_that_may_hold(files: Sequence[DataFile], ids: Sequence[int]) -> list[DataFile]:
    """Those between whose lowest and highest id one of these lies."""
    return [file for file in files if any(file.first_id <= one <= file.last_id for one in ids)]
