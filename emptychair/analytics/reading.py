"""Reading columns out of the database as Arrow, many rows at once.

Django makes an object of every moment and every yes or no, one at a time; for 50,000 rows that is
most of the time of reading them. Here moments come as text and booleans as numbers, and Arrow
understands whole columns.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import FloatField, IntegerField, JSONField, Model, QuerySet, TextField
from django.db.models.functions import Cast

AT_ONCE = 5_000  # rows taken out of the database in one go
IN_A_PART = 50_000  # rows that are objects at once; a row of them takes ten times that of a column
_ZONE = r"\+00(:00)?$"


def read_columns(rows: QuerySet[Any], fields: Mapping[str, str], schema: pa.Schema) -> pa.Table:
    """`fields` says where each column is found; the columns have the types of the schema."""
    casts: dict[str, Any] = {}
    for name, path in fields.items():
        kind = schema.field(name).type
        if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
            casts[name] = Cast(path, TextField())  # Arrow reads them quicker than Django
        elif pa.types.is_boolean(kind):
            casts[name] = Cast(path, IntegerField())
        elif pa.types.is_floating(kind):
            casts[name] = Cast(path, FloatField())  # amounts of money are decimals
        elif pa.types.is_string(kind) and is_json(rows.model, path):
            casts[name] = Cast(path, TextField())  # as it is written
    told = {f"read_{name}": cast for name, cast in casts.items()}
    paths = [f"read_{name}" if name in casts else path for name, path in fields.items()]
    read = rows.order_by().annotate(**told).values_list(*paths).iterator(chunk_size=AT_ONCE)
    return pa.concat_tables(_in_parts(read, list(fields), schema))


def is_json(model: type[Model], path: str) -> bool:
    """Whether a column of this table holds JSON."""
    fields = model._meta.fields  # noqa: SLF001 - Django's public name
    return any(one.name == path and isinstance(one, JSONField) for one in fields)


def _in_parts(
    read: Iterator[tuple[Any, ...]], names: list[str], schema: pa.Schema
) -> Iterator[pa.Table]:
    """At least one, with or without rows."""
    while True:
        rows = list(islice(read, IN_A_PART))
        columns = list(zip(*rows, strict=True)) or [()] * len(names)
        both = zip(names, columns, strict=True)
        arrays = [_column(values, schema.field(name).type) for name, values in both]
        yield pa.Table.from_arrays(arrays, names=names)
        if len(rows) < IN_A_PART:
            return


def local_days(moments: pa.ChunkedArray, zone: ZoneInfo) -> pa.Array:
    """The day in a zone of each moment.

    The offset is asked for once for each day in UTC, and for each moment of those days only on
    which the clock is changed.
    """
    given = moments.cast(pa.timestamp("us")).to_numpy()
    days, which = np.unique(given.astype("datetime64[D]"), return_inverse=True)
    begun = [_offset(day, zone) for day in days.tolist()]
    ended = [_offset(day, zone) for day in (days + np.timedelta64(1, "D")).tolist()]
    offsets = np.array(begun, dtype="timedelta64[us]")[which]
    changing = np.array([one != other for one, other in zip(begun, ended, strict=True)], dtype=bool)
    for position in np.flatnonzero(changing[which]):
        offsets[position] = _offset(given[position].astype(object), zone)
    return pa.array((given + offsets).astype("datetime64[D]"), type=pa.date32())


def _offset(moment: Any, zone: ZoneInfo) -> timedelta:
    """How far the clocks of the zone are ahead; a day is the moment at which it begins in UTC."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - in UTC, below
    return moment.replace(tzinfo=UTC).astimezone(zone).utcoffset() or timedelta()


def add_local_days(read: pa.Table, days: Mapping[str, str], zone: ZoneInfo) -> pa.Table:
    """With a further column for each local day: of which moment it is made."""
    for name, moment in days.items():
        read = read.append_column(name, local_days(read[moment], zone))
    return read


def plain_column(values: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """A column as SQLite tells it, in the type it has: moments and sums come as text."""
    if pa.types.is_timestamp(kind):
        plain = pc.replace_substring_regex(values, pattern=_ZONE, replacement="")
        return plain.cast(pa.timestamp("us")).cast(kind)
    if pa.types.is_boolean(kind):
        return values.cast(pa.int8()).cast(kind)
    return values.cast(kind)


def _column(values: Iterable[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_timestamp(kind):
        # PostgreSQL writes the zone, which Django keeps at UTC; SQLite holds UTC and no zone.
        return plain_column(pa.array(values, type=pa.string()), kind)
    if pa.types.is_boolean(kind):
        return plain_column(pa.array(values, type=pa.int8()), kind)
    if pa.types.is_date(kind):
        return pa.array(values, type=pa.string()).cast(kind)
    return pa.array(values, type=kind)
