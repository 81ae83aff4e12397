"""Many rows into a table at once, for work that writes tens of thousands of them.

Does what `bulk_create` and `bulk_update` do, and as little as they about signals. Those compile an
expression for every single value; here a value that a database takes as it is, goes as it is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain, islice
from typing import Any, Final

from django.db import connections, models, router
from django.utils import timezone

_AS_IT_IS: Final = frozenset({str, int, bool, type(None)})
_TEXT_AND_NUMBERS: Final = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.ForeignKey,
)
_VALUES_AT_MOST: Final = 10_000  # in one statement, where the database sets no limit
UNLESS_THERE: Final = " ON CONFLICT DO NOTHING"
Prepare = Callable[[Any], Any]


def store_new(things: Sequence[models.Model]) -> None:
    """Insert rows of one table, none of which is there yet; they have their ids then.

    What they point to must be there already: ids are read, not the objects behind them.
    """
    if not things:
        return
    model = type(things[0])
    options = model._meta  # noqa: SLF001 - Django's public name
    fields: list[Any] = [field for field in options.concrete_fields if field is not options.pk]
    if options.parents or any(field.generated or field.has_db_default() for field in fields):
        raise TypeError(f"{options.label} has columns that the database fills: use bulk_create.")
    now = timezone.now()
    for field in fields:
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            for thing in things:
                setattr(thing, field.attname, now)
    rows = ([getattr(thing, field.attname) for field in fields] for thing in things)
    ids = _inserted(model, fields, rows, len(things), end=_with_ids(model))
    for thing, number in zip(things, ids, strict=True):
        thing.pk = number
        thing._state.adding = False  # noqa: SLF001 - as Django itself does
        thing._state.db = router.db_for_write(model)  # noqa: SLF001 - as Django itself does


def store_plain(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    end: str = "",
) -> None:
    """Insert rows, given as the values of these columns, of which nobody needs to know the id;
    with `UNLESS_THERE` those that no rule of uniqueness forbids.
    """
    if rows:
        options = model._meta  # noqa: SLF001 - Django's public name
        fields = [options.get_field(name) for name in columns]
        _inserted(model, fields, iter(rows), len(rows), end=end)


def store_changed(things: Sequence[models.Model], names: Sequence[str]) -> None:
    """Update these columns of rows of one table."""
    if not things or not names:
        return
    model = type(things[0])
    options: Any = model._meta  # noqa: SLF001 - Django's public name
    connection = connections[router.db_for_write(model)]
    fields = [options.get_field(name) for name in names]
    ways = [_way_of(field, connection) for field in fields]
    quoted = connection.ops.quote_name
    columns = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    told = f"UPDATE {quoted(options.db_table)} SET {columns} WHERE {quoted(options.pk.column)} = %s"  # noqa: S608 - names of our tables
    rows = [
        [*(way(getattr(thing, f.attname)) for f, way in zip(fields, ways, strict=True)), thing.pk]
        for thing in things
    ]
    with connection.cursor() as cursor:
        cursor.executemany(told, rows)


def store_later(
    model: type[models.Model], name: str, moments: Mapping[int, Any], *, workspace_id: int
) -> None:
    """Raise a moment of rows, given by their ids, where the one that is there is earlier or none.

    Always in the order of ids, or two transactions about the same rows would wait for each other.
    """
    if not moments:
        return
    options: Any = model._meta  # noqa: SLF001 - Django's public name
    connection = connections[router.db_for_write(model)]
    quoted = connection.ops.quote_name
    field = options.get_field(name)
    column, way = quoted(field.column), _way_of(field, connection)
    told = (
        f"UPDATE {quoted(options.db_table)} SET {column} = %s"  # noqa: S608 - names of our tables
        f" WHERE {quoted(options.pk.column)} = %s AND workspace_id = %s"
        f" AND ({column} IS NULL OR {column} < %s)"
    )
    ready = [(way(moments[pk]), pk) for pk in sorted(moments)]
    with connection.cursor() as cursor:
        cursor.executemany(told, [(at, pk, workspace_id, at) for at, pk in ready])


def _inserted(
    model: type[models.Model],
    fields: Sequence[Any],
    rows: Iterator[Sequence[Any]],
    count: int,
    *,
    end: str,
) -> list[int]:
    options: Any = model._meta  # noqa: SLF001 - Django's public name
    connection = connections[router.db_for_write(model)]
    quoted = connection.ops.quote_name
    ways = [_way_of(field, connection) for field in fields]
    columns = ", ".join(quoted(field.column) for field in fields)
    one = "(" + ", ".join(["%s"] * len(fields)) + ")"
    begin = f"INSERT INTO {quoted(options.db_table)} ({columns}) VALUES "  # noqa: S608 - names of our tables
    at_once = (connection.features.max_query_params or _VALUES_AT_MOST) // len(fields)
    ids: list[int] = []
    with connection.cursor() as cursor:
        for _ in range(0, count, at_once):
            some = list(islice(rows, at_once))
            columns_of = zip(ways, zip(*some, strict=True), strict=True)
            ready = [[way(value) for value in column] for way, column in columns_of]
            values = list(chain.from_iterable(zip(*ready, strict=True)))
            cursor.execute(begin + ", ".join([one] * len(some)) + end, values)
            if cursor.description:
                ids += [number for (number,) in cursor.fetchall()]
    return ids


def _with_ids(model: type[models.Model]) -> str:
    options: Any = model._meta  # noqa: SLF001 - Django's public name
    quoted = connections[router.db_for_write(model)].ops.quote_name
    return f" RETURNING {quoted(options.pk.column)}"


def _way_of(field: Any, connection: Any) -> Prepare:
    """How values of a field become what the database takes."""
    prepared = _remembering(partial(field.get_db_prep_save, connection=connection))
    if type(field) is models.DateTimeField:
        adapted = _remembering(connection.ops.adapt_datetimefield_value)
        return lambda value: (adapted if _has_zone(value) else prepared)(value)
    if type(field) is models.JSONField:
        encoder, write = field.encoder, connection.ops.adapt_json_value
        return lambda value: write(value, encoder) if type(value) is dict else prepared(value)
    if isinstance(field, _TEXT_AND_NUMBERS):
        return lambda value: value if type(value) in _AS_IT_IS else prepared(value)
    return prepared


def _has_zone(value: Any) -> bool:
    return type(value) is datetime and value.tzinfo is not None


def _remembering(prepare: Prepare) -> Prepare:
    last: list[Any] = [None, None]  # the moment of writing is the same in all rows

    def prepared(value: Any) -> Any:
        if last[0] is not value:
            last[:] = value, prepare(value)
        return last[1]

    return prepared
