"""The conditions of a segment as a form has them, and as a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from emptychair.accounts.access import Access
from emptychair.customers.queries.segment_people import segment_fields_of
from emptychair.customers.rules.segments import NEEDS_NO_VALUE, OPERATORS
from emptychair.customers.segment_fields import SegmentField

WORDS: dict[str, str | Promise] = {
    "is": pgettext_lazy("condition", "is"),
    "is_not": pgettext_lazy("condition", "is not"),
    "contains": pgettext_lazy("condition", "contains"),
    "is_set": pgettext_lazy("condition", "is known"),
    "is_empty": pgettext_lazy("condition", "is not known"),
    "at_least": pgettext_lazy("condition", "at least"),
    "at_most": pgettext_lazy("condition", "at most"),
    "before": pgettext_lazy("condition", "before"),
    "after": pgettext_lazy("condition", "after"),
    "in_last_days": pgettext_lazy("condition", "in the last days"),
    "not_in_last_days": pgettext_lazy("condition", "not in the last days"),
    "done": pgettext_lazy("condition", "happened"),
    "not_done": pgettext_lazy("condition", "did not happen"),
    "yes": pgettext_lazy("condition", "yes"),
    "no": pgettext_lazy("condition", "no"),
}
_MOST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One condition in the form."""

    number: int
    field: str
    operators: list[tuple[str, str | Promise]]
    operator: str
    value: str
    days: int
    choices: list[tuple[str, str]]
    wants_value: bool
    wants_days: bool
    input_type: str


def posted_rules(post: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says, as stored rules; lines without a field are left out."""
    step = str(post.get("step", ""))
    gone = step.removeprefix("remove-") if step.startswith("remove-") else ""
    conditions = []
    for number in range(_MOST):
        field = post.get(f"field-{number}", "")
        if field and str(number) != gone:
            conditions.append(
                {
                    "field": field,
                    "operator": post.get(f"operator-{number}", ""),
                    "value": post.get(f"value-{number}", ""),
                    "days": post.get(f"days-{number}", "") or 0,
                }
            )
    return {"match": post.get("match", "all"), "conditions": conditions}


def lines_of(access: Access, rules: Mapping[str, Any], *, empty: bool) -> list[Line]:
    """Lines of the form; `empty` adds one to fill in."""
    fields = {one.name: one for one in segment_fields_of(access)}
    plain = list(rules.get("conditions", []))
    if empty and len(plain) < _MOST:
        plain.append({})
    return [_line(access, fields, number, one) for number, one in enumerate(plain)]


def field_choices(access: Access) -> list[tuple[str, str | Promise]]:
    """What one can ask about."""
    return [(one.name, one.label) for one in segment_fields_of(access)]


def sentence_of(fields: Mapping[str, SegmentField], rules: Mapping[str, Any]) -> list[str]:
    """The conditions in words, one each."""
    words = []
    for one in rules.get("conditions", []):
        field = fields.get(one.get("field", ""))
        parts = {
            "field": str(field.label) if field else one.get("field", ""),
            "operator": str(WORDS.get(one.get("operator", ""), "")),
            "value": _value(field, str(one.get("value", ""))),
        }
        said = _pattern(one.get("operator", "")) % parts
        if one.get("days"):
            said += " " + str(_("(%(days)s days)")) % {"days": one["days"]}
        words.append(" ".join(said.split()))
    return words


def _value(field: SegmentField | None, value: str) -> str:
    """A number with its thousands apart, anything else as it was entered."""
    plain = value.replace(",", "")
    if field is None or field.kind != "number" or not plain.isdecimal():
        return value
    return f"{int(plain):,}"


def _pattern(operator: str) -> str:
    """How a condition is said; days are counted inside the sentence."""
    if operator == "in_last_days":
        return pgettext("condition", "%(field)s in the last %(value)s days")
    if operator == "not_in_last_days":
        return pgettext("condition", "%(field)s not in the last %(value)s days")
    return pgettext("condition", "%(field)s %(operator)s %(value)s")


def _line(
    access: Access, fields: dict[str, SegmentField], number: int, plain: Mapping[str, Any]
) -> Line:
    field = fields.get(plain.get("field", ""))
    codes = OPERATORS[field.kind] if field else ()
    operator = plain.get("operator", "")
    operator = operator if operator in codes else (codes[0] if codes else "")
    choices = field.choices(access) if field and field.choices else []
    kind = field.kind if field else ""
    return Line(
        number=number,
        field=field.name if field else "",
        operators=[(code, WORDS[code]) for code in codes],
        operator=operator,
        value=str(plain.get("value", "")),
        days=int(plain.get("days") or 0) or 30,
        choices=choices,
        wants_value=bool(field) and operator not in NEEDS_NO_VALUE,
        wants_days=kind == "event",
        input_type=_input_type(kind, operator),
    )


def _input_type(kind: str, operator: str) -> str:
    if kind == "number" or operator in {"in_last_days", "not_in_last_days"}:
        return "number"
    return "date" if kind == "day" else "text"
