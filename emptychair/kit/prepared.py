"""Questions that are asked all the time, put together once.

Django takes longer to put a short question into SQL than the database to answer it. Here that is
done once a process and kind of database; each asking only fills in values.

    _COMPANIES = Prepared(
        lambda workspace, people: (
            Person.objects.filter(workspace=workspace, pk__in=people).values_list("pk", "company")
        ),
        workspace=int,
        people=list[int],
    )
    rows = _COMPANIES.rows(workspace=1, people=[4, 7])

`rows` gives values, `found` whatever the queryset gives: rows of a table with all that
`select_related` brings, or dictionaries. What changes the question itself is `ANEW`: for each value
of it, one is put together.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, get_args, get_origin

from django.db import connection, connections
from django.db.models import QuerySet
from django.db.models.query import ValuesListIterable

ANEW: Final = object()  # the kind of a gap that is none: a limit, an order
_SIGN: Final = -913_107_000  # stands for a value while the question is put together
_DAY: Final = date(1191, 3, 7)  # the same for days and moments
_MOST: Final = 64  # questions kept of one, with all that is anew
_MANY: Final = {"sqlite": ("IN (SELECT value FROM json_each(", "))"), "postgresql": ("= ANY(", ")")}
_BEFORE, _AFTER = "IN (", ")"
Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Told:
    """The question as one kind of database hears it: for each value its gap, or the value."""

    sql: str
    values: list[tuple[str, Any]]
    converters: list[tuple[int, Sequence[Any], Any]]
    asked: Any
    compiler: Any

    @property
    def is_plain(self) -> bool:
        """Values in the order of their columns, as the database gives them."""
        return bool(self.asked._iterable_class is ValuesListIterable)  # noqa: SLF001 - as a row is made


class Prepared:
    """A question with a gap for each name: `int`, `str`, `date`, `datetime`, a list of `int` or
    `str` for an `__in`, or `ANEW`.

    `ask` gets the gaps by name and gives a queryset. Lists have no longest.
    """

    def __init__(self, ask: Callable[..., Any], **gaps: Any) -> None:
        """Remember how to ask; nothing is put together before the first asking."""
        self._ask = ask
        self._gaps = {gap: kind for gap, kind in gaps.items() if kind is not ANEW}
        self._anew = tuple(gap for gap, kind in gaps.items() if kind is ANEW)
        self._told: dict[Hashable, _Told] = {}

    def rows(self, **values: Any) -> list[Row]:
        """The answer, each row with the values that `values_list` would have."""
        return self._values(*self._filled_in(values))

    @staticmethod
    def _values(told: _Told, given: list[Any]) -> list[Row]:
        with connection.cursor() as cursor:
            cursor.execute(told.sql, given)
            found: list[Row] = cursor.fetchall()
        return [_converted(row, told.converters) for row in found] if told.converters else found

    def found(self, **values: Any) -> list[Any]:
        """The answer as the queryset gives it."""
        told, given = self._filled_in(values)
        if told.is_plain:
            return self._values(told, given)
        compiler, query = _like(told.compiler), _like(told.asked.query)
        compiler.connection = connections[told.asked.db]  # each thread has its own
        compiler.as_sql = lambda *_args, **_more: (told.sql, tuple(given))
        query.get_compiler = lambda *_args, **_more: compiler
        rows: Any = QuerySet(told.asked.model, query, told.asked.db)
        for name in ("_iterable_class", "_fields", "_prefetch_related_lookups"):
            setattr(rows, name, getattr(told.asked, name))
        return list(rows)

    def _filled_in(self, values: dict[str, Any]) -> tuple[_Told, list[Any]]:
        key = (connection.vendor, *(values[name] for name in self._anew))
        told = self._told.get(key)
        if told is None:
            told = self._put_together({name: values[name] for name in self._anew})
            if len(self._told) >= _MOST:
                self._told.clear()
            self._told[key] = told
        return told, [_filled(values[gap]) if gap else fixed for gap, fixed in told.values]

    def _put_together(self, anew: dict[str, Any]) -> _Told:
        signs = {gap: _sign(kind, place) for place, (gap, kind) in enumerate(self._gaps.items())}
        asked = self._ask(**signs, **anew)
        compiler = asked.query.get_compiler(asked.db)
        sql, values = compiler.as_sql()
        of = {_filled(sign[0] if isinstance(sign, list) else sign): g for g, sign in signs.items()}
        gaps = [("" if isinstance(one, bool) else of.get(one, ""), one) for one in values]
        if {gap for gap, _value in gaps} - {""} != set(signs):
            raise TypeError("A gap of a prepared question is not in its SQL.")
        many = [isinstance(signs.get(gap), list) for gap, _value in gaps]
        chosen = [expression for expression, *_rest in compiler.select[: compiler.col_count]]
        converters = [(at, *one) for at, one in compiler.get_converters(chosen).items()]
        return _Told(_with_lists(sql, many), gaps, converters, asked, compiler)


def _sign(kind: Any, place: int) -> Any:
    if get_origin(kind) is list:
        return [_sign(get_args(kind)[0], place)]
    if kind is date:
        return _DAY + timedelta(days=place)
    if kind is datetime:
        return datetime(1191, 5, 1 + place, 3, 7, 9, tzinfo=UTC)
    return kind(_SIGN - place)


def _like(one: Any) -> Any:
    """The same with attributes of its own."""
    other = object.__new__(type(one))
    other.__dict__.update(one.__dict__)
    return other


def _with_lists(sql: str, many: Iterable[bool]) -> str:
    """The same SQL where each `IN` of one value takes a whole list."""
    begin, end = _MANY[connection.vendor]
    told, *rest = sql.split("%s")
    for part, is_list in zip(rest, many, strict=True):
        if is_list:
            if not (told.endswith(_BEFORE) and part.startswith(_AFTER)):
                raise TypeError("A list fills the gap of an __in lookup, and no other.")
            told = told.removesuffix(_BEFORE) + begin + "%s" + end + part.removeprefix(_AFTER)
        else:
            told += "%s" + part
    return told


def _filled(value: Any) -> Any:
    """As the database is told it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, list) and connection.vendor == "sqlite":
        return json.dumps(value)
    return value


def _converted(row: Row, converters: list[tuple[int, Sequence[Any], Any]]) -> Row:
    values = list(row)
    for place, those, expression in converters:
        for convert in those:
            values[place] = convert(values[place], expression, connection)
    return values
