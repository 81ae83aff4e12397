"""The rules of a segment: which fields there are, and whether a condition is whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

WORDS = ("is", "is_not", "contains", "is_set", "is_empty")
NUMBERS = ("at_least", "at_most", "is_set", "is_empty")
DAYS = ("before", "after", "in_last_days", "not_in_last_days", "is_set", "is_empty")
HAPPENED = ("done", "not_done")
SWITCH = ("yes", "no", "is_set", "is_empty")
CHOICE = ("is", "is_not", "is_set", "is_empty")
NEEDS_NO_VALUE = frozenset({"is_set", "is_empty", "yes", "no"})
OPERATORS = {
    "text": WORDS,
    "number": NUMBERS,
    "day": DAYS,
    "event": HAPPENED,
    "switch": SWITCH,
    "choice": CHOICE,
}
MOST_CONDITIONS = 20


@dataclass(frozen=True, slots=True)
class Condition:
    """One line: a field, how it is compared, with what; `days` is for events."""

    field: str
    operator: str
    value: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class SegmentRules:
    """All or any of the conditions. No conditions: everybody."""

    match: str = "all"
    conditions: tuple[Condition, ...] = field(default=())


def read_rules(plain: Mapping[str, Any]) -> SegmentRules:
    """Stored JSON as rules. Raises `ValueError` for what has another shape."""
    conditions = plain.get("conditions", [])
    match = plain.get("match", "all")
    if match not in {"all", "any"} or not isinstance(conditions, list):
        raise ValueError("Rules have `match` (all or any) and a list of `conditions`.")
    if len(conditions) > MOST_CONDITIONS:
        raise ValueError(f"A segment has at most {MOST_CONDITIONS} conditions.")
    return SegmentRules(match, tuple(_condition(one) for one in conditions))


def plain_rules(rules: SegmentRules) -> dict[str, Any]:
    """Rules as JSON to store."""
    return {"match": rules.match, "conditions": [_plain(one) for one in rules.conditions]}


def check_condition(condition: Condition, kind: str) -> str:
    """What is wrong with a condition on a field of this kind, in a code, or nothing."""
    if condition.operator not in OPERATORS.get(kind, ()):
        return "operator"
    if condition.operator in NEEDS_NO_VALUE:
        return ""
    return "" if _VALUE_FITS[kind](condition) else "value"


def _condition(plain: Any) -> Condition:
    if not isinstance(plain, Mapping) or not plain.get("field"):
        raise ValueError("A condition names its `field`.")
    return Condition(
        field=str(plain["field"]),
        operator=str(plain.get("operator", "")),
        value=str(plain.get("value", "")).strip(),
        days=_whole(plain.get("days", 0)),
    )


def _plain(condition: Condition) -> dict[str, Any]:
    plain: dict[str, Any] = {"field": condition.field, "operator": condition.operator}
    if condition.value:
        plain["value"] = condition.value
    if condition.days:
        plain["days"] = condition.days
    return plain


def _whole(value: Any) -> int:
    try:
        return max(0, min(int(value), 36_500))
    except (TypeError, ValueError):
        return 0


def _is_number(text: str) -> bool:
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return False
    return abs(number) < 1e15


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _fits_day(condition: Condition) -> bool:
    if condition.operator in {"before", "after"}:
        return _is_day(condition.value)
    return (
        condition.value.isascii() and condition.value.isdigit() and int(condition.value) <= 36_500
    )


_VALUE_FITS: dict[str, Callable[[Condition], bool]] = {
    "text": lambda one: bool(one.value),
    "choice": lambda one: bool(one.value),
    "number": lambda one: _is_number(one.value),
    "day": _fits_day,
    "event": lambda one: bool(one.value) and one.days > 0,
    "switch": lambda _one: False,
}
