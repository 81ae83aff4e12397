"""Conditions as a form has them: one line each, without JavaScript too."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from emptychair.accounts.access import Access
from emptychair.automation.doing import Names
from emptychair.automation.facts import run_facts
from emptychair.automation.rules.definition import MOST_LINES, read_conditions
from emptychair.automation.types import Conditions, Line
from emptychair.automation.words import operator_words
from emptychair.customers.rules.segments import NEEDS_NO_VALUE, OPERATORS

Words = list[tuple[str, str | Promise]]


@dataclass(frozen=True, slots=True)
class FormLine:
    """One condition in the form."""

    number: int
    field: str
    operators: list[tuple[str, str]]
    operator: str
    value: str
    days: int
    choices: list[tuple[str, str]]
    wants_value: bool
    wants_days: bool
    input_type: str


def posted_conditions(post: Mapping[str, Any], *, names: Names) -> Conditions:
    """What the form says; lines without a field are left out. Raises `ValueError`."""
    step = str(post.get("step", ""))
    gone = step.removeprefix("remove-") if step.startswith("remove-") else ""
    plain = [
        {
            "field": post.get(f"field-{number}", ""),
            "operator": post.get(f"operator-{number}", "")
            or _operators(names, str(post.get(f"field-{number}", "")))[0][0],
            "value": post.get(f"value-{number}", ""),
            "days": post.get(f"days-{number}", "") or 0,
        }
        for number in range(MOST_LINES)
        if post.get(f"field-{number}", "") and str(number) != gone
    ]
    return read_conditions({"match": post.get("match", "all"), "conditions": plain})


def form_lines(
    access: Access, conditions: Conditions, *, names: Names, empty: bool
) -> list[FormLine]:
    """Lines of the form; `empty` adds one to fill in."""
    lines = [*conditions.lines, Line("", "")] if empty else list(conditions.lines)
    return [_line(access, names, number, one) for number, one in enumerate(lines[:MOST_LINES])]


def field_groups(names: Names, *, with_run: bool) -> Words:
    """What one can ask about; in a branch also what the run knows."""
    of_run: Words = [(one.name, one.label) for one in run_facts().values()] if with_run else []
    return [*of_run, *((name, field.label) for name, field in names.fields.items())]


def _line(access: Access, names: Names, number: int, one: Line) -> FormLine:
    field = names.fields.get(one.field)
    operators = _operators(names, one.field) if one.field else []
    codes = [code for code, _words in operators]
    operator = one.operator if one.operator in codes else (codes[0] if codes else "")
    kind = field.kind if field else ""
    return FormLine(
        number=number,
        field=one.field,
        operators=operators,
        operator=operator,
        value=one.value,
        days=one.days or 30,
        choices=field.choices(access) if field and field.choices else [],
        wants_value=bool(field) and operator not in NEEDS_NO_VALUE,
        wants_days=kind == "event",
        input_type=_input_type(kind, operator),
    )


def _operators(names: Names, field: str) -> list[tuple[str, str]]:
    if field in run_facts():
        return [(code, operator_words(code)) for code in ("yes", "no")]
    known = names.fields.get(field)
    codes = OPERATORS.get(known.kind, ("is",)) if known else ("is",)
    return [(code, operator_words(code)) for code in codes]


def _input_type(kind: str, operator: str) -> str:
    if kind == "number" or operator in {"in_last_days", "not_in_last_days"}:
        return "number"
    return "date" if kind == "day" else "text"
