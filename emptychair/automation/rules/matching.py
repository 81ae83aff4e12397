"""Whether a value fits a condition. What is not known fits nothing but "is not known"."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from emptychair.automation.types import Conditions, Line


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a customer fits, and the first line that speaks against it."""

    ok: bool
    against: Line | None = None


def fits(line: Line, kind: str, value: Any, *, today: date) -> bool:
    """Whether a value of this kind (text, number, day, switch, choice) fits the line.

    >>> fits(Line("plan", "is", "Standard"), "text", "standard", today=date(2026, 11, 22))
    True
    >>> fits(Line("seats", "at_most", "5"), "number", None, today=date(2026, 11, 22))
    False
    """
    if line.operator in {"is_set", "is_empty"}:
        return (value is None or value == "") == (line.operator == "is_empty")
    if value is None or value == "":
        return line.operator in {"is_not", "not_in_last_days"} or (
            line.operator == "no" and value is not None
        )
    if kind == "switch":
        return bool(value) == (line.operator == "yes")
    if kind == "number":
        return _fits_number(line, float(value))
    if kind == "day":
        return _fits_day(line, value, today)
    return _fits_text(line, str(value))


def whole(match: str, parts: list[bool]) -> bool:
    """All or any of the conditions; of none: everybody."""
    return (all(parts) if match == "all" else any(parts)) if parts else True


def judged(conditions: Conditions, parts: list[bool]) -> Judged:
    """All lines together."""
    if whole(conditions.match, parts):
        return Judged(True)
    return Judged(False, conditions.lines[parts.index(False)])


def _fits_number(line: Line, value: float) -> bool:
    bound = float(line.value.replace(",", ""))
    return value >= bound if line.operator == "at_least" else value <= bound


def _fits_day(line: Line, value: date, today: date) -> bool:
    if line.operator == "before":
        return value < date.fromisoformat(line.value)
    if line.operator == "after":
        return value > date.fromisoformat(line.value)
    inside = value >= today - timedelta(days=int(line.value))
    return inside == (line.operator == "in_last_days")


def _fits_text(line: Line, value: str) -> bool:
    wanted, there = line.value.casefold(), value.casefold()
    if line.operator == "contains":
        return wanted in there
    return (wanted == there) == (line.operator == "is")
