"""Cubes that differ in metric, days and filtered values only are translated once."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import ibis.expr.types as ir

from emptychair.analytics.alike import AT_MOST, Alike, Marks
from emptychair.metrics.expressions.cubes import CubeQuestion

OTHERS = 10  # values beside those of filters


def kind_of(
    question: CubeQuestion, cube: Callable[[ir.Table, CubeQuestion], ir.Table]
) -> Alike | None:
    """The question as one of many.

    None where it reads tables that others do not have, where months are computed of its days (of
    private surveys), or where it names very many values.
    """
    values = sum(len(values) for _name, values in question.filters)
    if question.together.least or question.joined or question.some_people:
        return None
    if values + OTHERS > AT_MOST:
        return None
    marks = Marks()
    marked = replace(
        question,
        metric=marks.put(question.metric),
        first=marks.put(question.first),
        end=marks.put(question.end),
        filters=tuple(
            (name, tuple(_marked(value, marks) for value in values))
            for name, values in question.filters
        ),
    )
    kind = (f"{cube.__module__}.{cube.__name__}", marked)
    return Alike(kind, marks.values, partial(_asked, cube, marked))


def _asked(
    cube: Callable[[ir.Table, CubeQuestion], ir.Table], question: CubeQuestion, rows: ir.Table
) -> ir.Table:
    return cube(rows, question)


def _marked(value: Any, marks: Marks) -> Any:
    return value if value is None or isinstance(value, bool) else marks.put(value)
