"""A definition as stored JSON and as what the code reads."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from emptychair.automation.types import Conditions, Definition, Goal, Line, Step, StepKind

MOST_STEPS = 20
MOST_LINES = 12
LONGEST_DAYS = 3650
HOLD_OUT = (5, 50)
SIDES = ("yes", "no")
NUMBERS = {"again_days": (0, LONGEST_DAYS), "per_day": (1, 100_000), "goal_days": (7, 730)}


def read_definition(plain: Mapping[str, Any]) -> Definition:
    """Stored JSON as a definition. Raises `ValueError` for what has another shape."""
    usual = Definition()
    steps = plain.get("steps", [])
    if not isinstance(steps, list) or len(steps) > MOST_STEPS:
        raise ValueError(f"A playbook has a list of at most {MOST_STEPS} steps.")
    numbers = {
        name: _number(plain.get(name, getattr(usual, name)), name, *span)
        for name, span in NUMBERS.items()
    }
    goal = str(plain.get("goal", usual.goal))
    if goal not in Goal.values:
        raise ValueError(f"The goal is one of {', '.join(Goal.values)}.")
    return Definition(
        trigger=str(plain.get("trigger", usual.trigger)),
        parameters=_object(plain.get("parameters", {}), "parameters"),
        conditions=read_conditions(plain.get("conditions", {})),
        steps=_steps(steps),
        hold_out=_share(plain.get("hold_out", 0)),
        goal=goal,
        inside_too=bool(plain.get("inside_too", False)),
        **numbers,
    )


def plain_definition(definition: Definition) -> dict[str, Any]:
    """A definition as JSON to store."""
    return {
        "trigger": definition.trigger,
        "parameters": dict(definition.parameters),
        "conditions": plain_conditions(definition.conditions),
        "steps": [_plain_step(one) for one in definition.steps],
        "hold_out": definition.hold_out,
        "goal": definition.goal,
        "inside_too": definition.inside_too,
        **{name: getattr(definition, name) for name in NUMBERS},
    }


def read_conditions(plain: Any) -> Conditions:
    """Stored conditions. Raises `ValueError`."""
    plain = _object(plain, "conditions")
    lines, match = plain.get("conditions", []), plain.get("match", "all")
    if match not in {"all", "any"} or not isinstance(lines, list) or len(lines) > MOST_LINES:
        raise ValueError(f"Conditions have `match` (all or any) and at most {MOST_LINES} lines.")
    return Conditions(match, tuple(_line(one) for one in lines))


def plain_conditions(conditions: Conditions) -> dict[str, Any]:
    """Conditions as JSON to store, in the shape of a segment's rules."""
    return {
        "match": conditions.match,
        "conditions": [
            {
                "field": one.field,
                "operator": one.operator,
                **({"value": one.value} if one.value else {}),
                **({"days": one.days} if one.days else {}),
            }
            for one in conditions.lines
        ],
    }


def next_step_id(definition: Definition) -> str:
    """A name no step has."""
    used = {one.id for one in definition.steps}
    return next(f"s{number}" for number in range(1, 1000) if f"s{number}" not in used)


def with_step(definition: Definition, step: Step) -> Definition:
    """With a step in place of the one of the same name, or as the last."""
    known = [one.id for one in definition.steps]
    if step.id not in known:
        return replace(definition, steps=(*definition.steps, step))
    steps = tuple(step if one.id == step.id else one for one in definition.steps)
    return replace(definition, steps=steps)


def without_step(definition: Definition, step_id: str) -> Definition:
    """Without a step; what hung below it stands by itself."""
    kept = (one for one in definition.steps if one.id != step_id)
    steps = tuple(replace(one, under="", side="") if one.under == step_id else one for one in kept)
    return replace(definition, steps=steps)


def moved_step(definition: Definition, step_id: str, by: int) -> Definition:
    """With a step moved up (-1) or down (1); one that would leave its branch stands by itself."""
    steps = list(definition.steps)
    place = next((n for n, one in enumerate(steps) if one.id == step_id), None)
    if place is None or not 0 <= place + by < len(steps):
        return definition
    steps.insert(place + by, steps.pop(place))
    before: set[str] = set()
    for number, one in enumerate(steps):
        if one.under and one.under not in before:
            steps[number] = replace(one, under="", side="")
        before.add(one.id)
    return replace(definition, steps=tuple(steps))


def _steps(plain: list[Any]) -> tuple[Step, ...]:
    found: list[Step] = []
    branches: set[str] = set()
    for number, one in enumerate(plain, start=1):
        step = _step(_object(one, "step"), number)
        if step.id in {known.id for known in found}:
            raise ValueError(f"Two steps are called {step.id}.")
        if step.under and (step.under not in branches or step.side not in SIDES):
            raise ValueError(f"Step {number} hangs below a branch that does not come before it.")
        if step.kind == StepKind.BRANCH.value:
            branches.add(step.id)
        found.append(step)
    return tuple(found)


def _step(plain: Mapping[str, Any], number: int) -> Step:
    kind, name = str(plain.get("kind", "")), str(plain.get("id", "")) or f"s{number}"
    if kind not in StepKind.values or len(name) > 12:
        raise ValueError(f"Step {number} is of a kind that does not exist, or its id is too long.")
    return Step(
        id=name,
        kind=kind,
        settings=_object(plain.get("settings", {}), "settings"),
        under=str(plain.get("under", "")),
        side=str(plain.get("side", "")),
    )


def _plain_step(step: Step) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": step.id, "kind": step.kind, "settings": dict(step.settings)}
    if step.under:
        plain |= {"under": step.under, "side": step.side}
    return plain


def _line(plain: Any) -> Line:
    plain = _object(plain, "condition")
    if not plain.get("field"):
        raise ValueError("A condition names its `field`.")
    return Line(
        field=str(plain["field"]),
        operator=str(plain.get("operator", "")),
        value=str(plain.get("value", "")).strip(),
        days=_whole(plain.get("days", 0)),
    )


def _whole(value: Any) -> int:
    try:
        return max(0, min(int(value), 36_500))
    except (TypeError, ValueError):
        return 0


def _object(plain: Any, name: str) -> dict[str, Any]:
    if not isinstance(plain, Mapping):
        raise ValueError(f"`{name}` is an object.")  # noqa: TRY004 - one kind of refusal for all
    return dict(plain)


def _number(value: Any, name: str, least: int, most: int) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        raise ValueError(f"`{name}` is a whole number.") from None
    if not least <= number <= most:
        raise ValueError(f"`{name}` lies between {least} and {most}.")
    return number


def _share(value: Any) -> int:
    share = _number(value or 0, "hold_out", 0, HOLD_OUT[1])
    if share and share < HOLD_OUT[0]:
        raise ValueError(f"Hold out nobody, or {HOLD_OUT[0]} to {HOLD_OUT[1]} of a hundred.")
    return share
