"""Terms of a first value: checked, written down, read back, and read from lines a person wrote."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from emptychair.onboarding.errors import (
    PropertyUnclear,
    RuleIncomplete,
    StepUnclear,
    TermsIncomplete,
)
from emptychair.onboarding.types import Begins, Rule, Step, Terms, What

MOST_STEPS, MOST_CONDITIONS = 10, 5
_SIGNS = (">=", "<=", "!=", "=")
_TIMES = re.compile(r"\s+[x×](\d{1,5})$")
MOVES = ("", "by", "percent")
ORDER_WORD, USE_WORD = "(order)", "(use)"


def check_terms(terms: Terms) -> None:
    """Raise what is wrong with them."""
    named = terms.begins in Begins.values and (terms.begins != Begins.EVENT or terms.begin_event)
    if not terms.words.strip() or not named or not 1 <= terms.target_days <= 730:
        raise TermsIncomplete
    if len(terms.steps) > MOST_STEPS or any(not one.words.strip() for one in terms.steps):
        raise StepUnclear
    for rule in (terms.rule, *(one.rule for one in terms.steps)):
        check_rule(rule)


def check_rule(rule: Rule) -> None:
    """Raise `RuleIncomplete` for one that says nothing."""
    fits = (
        rule.what in What.values
        and (rule.name.strip() or rule.what != What.EVENT)
        and 1 <= rule.count <= 10_000
        and 1 <= rule.people <= 1_000
        and 0 <= rule.within_days <= 365
        and 0 < rule.way <= 1
        and rule.move in MOVES
        and (not rule.move or 0 < rule.by < float("inf"))
        and len(rule.where) <= MOST_CONDITIONS
    )
    if not fits:
        raise RuleIncomplete


def rule_of(stored: Mapping[str, Any]) -> Rule:
    """As it was written down."""
    return msgspec.convert(stored, Rule)


def stored_rule(rule: Rule) -> dict[str, Any]:
    """For a column of JSON."""
    told: dict[str, Any] = msgspec.to_builtins(rule)
    return {**told, "where": [list(one) for one in rule.where]}


def stored_steps(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """For a column of JSON."""
    return [{"words": one.words, "rule": stored_rule(one.rule)} for one in steps]


def steps_of(stored: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """As they were written down."""
    return tuple(Step(one["words"], rule_of(one["rule"])) for one in stored)


def steps_from_lines(text: str) -> tuple[Step, ...]:
    """Steps as a person writes them: `First report = report_made x3`; (order) and (use) are known.

    Raises `StepUnclear`.
    """
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        words, sign, rest = line.rpartition("=")
        times = _TIMES.search(rest)
        name = _TIMES.sub("", rest).strip()
        if not sign or not words.strip() or not name:
            raise StepUnclear
        what = {ORDER_WORD: What.ORDER, USE_WORD: What.USE}.get(name, What.EVENT)
        count = int(times.group(1)) if times else 1
        rule = Rule(what=what.value, name=name if what == What.EVENT else "", count=count)
        found.append(Step(words.strip()[:120], rule))
    if len(found) > MOST_STEPS:
        raise StepUnclear
    return tuple(found)


def lines_of_steps(steps: Iterable[Step]) -> str:
    """The same as lines."""
    known = {What.ORDER: ORDER_WORD, What.USE: USE_WORD}
    lines = []
    for one in steps:
        name = known.get(What(one.rule.what), one.rule.name)
        times = f" x{one.rule.count}" if one.rule.count > 1 else ""
        lines.append(f"{one.words} = {name}{times}")
    return "\n".join(lines)


def where_from_lines(text: str) -> tuple[tuple[str, str, str], ...]:
    """Conditions as a person writes them. Raises `PropertyUnclear`."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        sign = next((one for one in _SIGNS if one in line), "")
        name, _sign, value = line.partition(sign) if sign else ("", "", "")
        if not name.strip() or not value.strip():
            raise PropertyUnclear
        found.append((name.strip(), sign, value.strip()))
    if len(found) > MOST_CONDITIONS:
        raise PropertyUnclear
    return tuple(found)


def lines_of_where(where: Iterable[tuple[str, str, str]]) -> str:
    """The same as lines."""
    return "\n".join(f"{name} {sign} {value}" for name, sign, value in where)


def holds(properties: Mapping[str, Any], where: Iterable[tuple[str, str, str]]) -> bool:
    """Whether all conditions hold of an event. A property that is not there fulfils none but !=."""
    return all(_holds(properties.get(name), sign, value) for name, sign, value in where)


def _holds(given: Any, sign: str, wanted: str) -> bool:
    if sign in {"=", "!="}:
        same = _plain(given) == wanted.casefold()
        return same == (sign == "=")
    try:
        number, limit = float(given), float(wanted)
    except (TypeError, ValueError):
        return False
    return number >= limit if sign == ">=" else number <= limit


def _plain(given: Any) -> str:
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    return "" if given is None else str(given).casefold()
