"""Rows out of the database as Arrow, many at a time: by ADBC where it can see them, else by Django.

ADBC has a connection of its own. It cannot see what our transaction has not committed, nor a
database that lives in memory. For SQLite it has a process of its own, too (`reading_apart.py` says
why).
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from django.db.models import F, QuerySet

from emptychair.analytics.reading import (
    AT_ONCE,
    add_local_days,
    is_json,
    plain_column,
    read_columns,
)
from emptychair.analytics.sources import LiveSource

SQLITE_ROWS = 65_536  # in one batch
MANY = 20_000  # from so many on a second connection, or process, is worth its while


def carry(
    source: LiveSource,
    workspace_id: int,
    zone: ZoneInfo,
    *,
    after_id: int = 0,
    up_to_id: int | None = None,
) -> Iterator[pa.Table]:
    """The rows of a workspace with ids above `after_id`, batch by batch, in no promised order."""
    rows = _in_range(source, workspace_id, after_id, up_to_id)
    if not is_seen_by_adbc() or _are_few(rows):
        yield typed(source, read_columns(rows, source.fields, source.schema), zone)
        return
    statement = _statement(source, workspace_id, after_id, up_to_id)
    with _apart(statement) if connection.vendor == "sqlite" else _beside(statement) as batches:
        for batch in batches:
            yield typed(source, _plain(source, batch), zone)


def read_rows(
    source: LiveSource, workspace_id: int, zone: ZoneInfo, ids: Sequence[int]
) -> pa.Table:
    """The rows with these ids, as far as they are there."""
    tables = [source.schema.empty_table()]
    for start in range(0, len(ids), AT_ONCE):
        rows = source.rows(workspace_id).filter(pk__in=ids[start : start + AT_ONCE])
        tables.append(typed(source, read_columns(rows, source.fields, source.schema), zone))
    return pa.concat_tables(tables)


def newer_rows(
    source: LiveSource, workspace_id: int, zone: ZoneInfo, *, after_id: int, expected: int
) -> pa.Table:
    """All rows above an id, or all there are above none; `expected` decides how they are read."""
    if expected < MANY or not is_seen_by_adbc():
        rows = _in_range(source, workspace_id, after_id, None)
        return typed(source, read_columns(rows, source.fields, source.schema), zone)
    tables = carry(source, workspace_id, zone, after_id=after_id)
    return pa.concat_tables([source.schema.empty_table(), *tables])


def typed(source: LiveSource, read: pa.Table, zone: ZoneInfo) -> pa.Table:
    """With the local days, in the types of the dataset."""
    read = add_local_days(read, source.local_days, zone)
    return read.select(source.schema.names).cast(source.schema)


def is_seen_by_adbc() -> bool:
    """Whether a second connection would see what this one sees."""
    if connection.in_atomic_block:
        return False
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        return not (name == ":memory:" or "mode=memory" in name)
    return connection.vendor == "postgresql"


def _are_few(rows: QuerySet[Any]) -> bool:
    """Whether they are read before another process has begun to."""
    return connection.vendor == "sqlite" and rows.values("pk")[:MANY].count() < MANY


def _in_range(
    source: LiveSource, workspace_id: int, after_id: int, up_to_id: int | None
) -> QuerySet[Any]:
    rows = source.rows(workspace_id)
    if after_id:  # few rows: by their ids, not through all of the workspace
        every: QuerySet[Any] = QuerySet(source.table)
        mine = every.alias(place=F("workspace_id") + 0).filter(place=workspace_id, pk__gt=after_id)
        rows = source.belonging(mine)
    return rows if up_to_id is None else rows.filter(pk__lte=up_to_id)


@contextmanager
def _apart(statement: str) -> Iterator[Iterator[pa.RecordBatch]]:
    """What SQLite says to another process; `OSError` with its words where that fails."""
    program = Path(__file__).with_name("reading_apart.py")
    wanted = {"file": str(connection.settings_dict["NAME"]), "sql": statement, "rows": SQLITE_ROWS}
    with subprocess.Popen(  # noqa: S603 - our own program; the words it gets are not a shell's
        [sys.executable, "-P", str(program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as reader:
        try:
            yield _told_by(reader, wanted)
        finally:
            reader.kill()  # it has ended already, unless nobody wants the rest


def _told_by(reader: "subprocess.Popen[bytes]", wanted: dict[str, Any]) -> Iterator[pa.RecordBatch]:
    into, out, said = reader.stdin, reader.stdout, reader.stderr
    assert into is not None  # noqa: S101 - opened as a pipe above
    assert out is not None  # noqa: S101 - opened as a pipe above
    assert said is not None  # noqa: S101 - opened as a pipe above
    with suppress(BrokenPipeError), into:
        into.write(json.dumps(wanted).encode())
    try:
        with pa.ipc.open_stream(out) as batches:
            yield from batches
        failed = reader.wait() != 0
    except (pa.ArrowInvalid, OSError):  # it ended before its end
        failed = True
    if failed:
        words = said.read().decode(errors="replace").strip() or "the reader was ended."
        raise OSError(f"Rows could not be read from SQLite: {words.splitlines()[-1]}")


@contextmanager
def _beside(statement: str) -> Iterator[Iterator[pa.RecordBatch]]:
    """What PostgreSQL says to a second connection."""
    with closing(_connect()) as adbc, closing(adbc.cursor()) as cursor:
        cursor.execute(statement)
        with closing(cursor.fetch_record_batch()) as batches:
            yield batches


def _connect() -> Any:
    import adbc_driver_postgresql.dbapi as postgresql

    settings = connection.settings_dict
    parts = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": settings["PORT"],
        **settings["OPTIONS"],
    }
    quoted = {
        name: str(text).replace("\\", "\\\\").replace("'", "\\'") for name, text in parts.items()
    }
    words = [f"{name}='{text}'" for name, text in quoted.items() if text and text != "None"]
    return postgresql.connect(" ".join(words))


def _statement(source: LiveSource, workspace_id: int, after_id: int, up_to_id: int | None) -> str:
    """Numbers and names of our own columns only; moments as text where the database has no type."""
    columns = ", ".join(_column(source, name) for name in source.fields)
    key = source.column_of(source.key)
    place = "workspace_id" if after_id == 0 else "workspace_id + 0"
    told = f'SELECT {columns} FROM "{source.relation}" WHERE {place} = {int(workspace_id)}'  # noqa: S608 - see above
    if after_id:  # else all of them, those below zero too
        told += f' AND "{key}" > {int(after_id)}'
    for name, words in source.only.items():
        told += f' AND "{name}" IN ({", ".join(map(_quoted, words))})'
    return told if up_to_id is None else told + f' AND "{key}" <= {int(up_to_id)}'


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


def _column(source: LiveSource, name: str) -> str:
    column, kind = f'"{source.column_of(name)}"', source.schema.field(name).type
    if connection.vendor == "sqlite":
        # A type is guessed from the first rows: what is missing there must not decide it.
        if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
            return f'{column} AS "{name}"'
        return f"COALESCE(CAST({column} AS TEXT), '\\N') AS \"{name}\""
    if pa.types.is_floating(kind):
        return f'CAST({column} AS double precision) AS "{name}"'
    if pa.types.is_string(kind) and is_json(source.table, source.fields[name]):
        return f'CAST({column} AS text) AS "{name}"'
    return f'{column} AS "{name}"'


def _plain(source: LiveSource, batch: pa.RecordBatch) -> pa.Table:
    read = pa.Table.from_batches([batch])
    if connection.vendor != "sqlite":
        return read
    arrays = []
    for name in source.fields:
        kind, column = source.schema.field(name).type, read[name]
        if pa.types.is_string(column.type):
            column = pc.if_else(pc.equal(column, "\\N"), None, column)
        arrays.append(plain_column(column, kind))
    return pa.Table.from_arrays(arrays, names=list(source.fields))
