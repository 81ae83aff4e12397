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
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args, get_origin

from django.db import connection

_SIGN: Final = -913_107_000  # stands for a value while the question is put together
_MANY: Final = {"sqlite": ("IN (SELECT value FROM json_each(", "))"), "postgresql": ("= ANY(", ")")}
_BEFORE, _AFTER = "IN (", ")"
Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Told:
    """The question as one kind of database hears it: for each value its gap, or the value."""

    sql: str
    values: list[tuple[str, Any]]
    converters: list[tuple[int, Sequence[Any], Any]]


class Prepared:
    """A question with a gap for each name: `int`, `str`, or a list of either for an `__in`.

    `ask` gets the gaps by name and gives a queryset with `values_list`. Lists have no longest.
    """

    def __init__(self, ask: Callable[..., Any], **gaps: Any) -> None:
        """Remember how to ask; nothing is put together before the first asking."""
        self._ask, self._gaps = ask, gaps
        self._told: dict[str, _Told] = {}

    def rows(self, **values: Any) -> list[Row]:
        """The answer, each row with the values that `values_list` would have."""
        told = self._told.get(connection.vendor) or self._put_together()
        given = [_filled(values[gap]) if gap else fixed for gap, fixed in told.values]
        with connection.cursor() as cursor:
            cursor.execute(told.sql, given)
            found: list[Row] = cursor.fetchall()
        return [_converted(row, told.converters) for row in found] if told.converters else found

    def _put_together(self) -> _Told:
        signs = {gap: _sign(kind, place) for place, (gap, kind) in enumerate(self._gaps.items())}
        asked = self._ask(**signs)
        compiler = asked.query.get_compiler(asked.db)
        sql, values = compiler.as_sql()
        of = {sign[0] if isinstance(sign, list) else sign: gap for gap, sign in signs.items()}
        gaps = [("" if isinstance(one, bool) else of.get(one, ""), one) for one in values]
        if {gap for gap, _value in gaps} - {""} != set(signs):
            raise TypeError("A gap of a prepared question is not in its SQL.")
        many = [isinstance(signs.get(gap), list) for gap, _value in gaps]
        chosen = [expression for expression, *_rest in compiler.select[: compiler.col_count]]
        converters = [(at, *one) for at, one in compiler.get_converters(chosen).items()]
        told = _Told(_with_lists(sql, many), gaps, converters)
        self._told[connection.vendor] = told
        return told


def _sign(kind: Any, place: int) -> Any:
    if get_origin(kind) is list:
        return [_sign(get_args(kind)[0], place)]
    return kind(_SIGN - place)


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
    if not isinstance(value, list):
        return value
    return json.dumps(value) if connection.vendor == "sqlite" else value


def _converted(row: Row, converters: list[tuple[int, Sequence[Any], Any]]) -> Row:
    values = list(row)
    for place, those, expression in converters:
        for convert in those:
            values[place] = convert(values[place], expression, connection)
    return values
