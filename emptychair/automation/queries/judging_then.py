"""Whether customers fitted conditions at earlier moments: each line is held against what was so
then, where that was written down, and else against what is so today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.facts import When, past_of, run_facts
from emptychair.automation.queries.judging import Field, column, fields_of
from emptychair.automation.rules.matching import Judged, judged
from emptychair.automation.types import Conditions, Definition, Line, StepKind
from emptychair.automation.words import conditions_of
from emptychair.customers.rules.segments import check_condition


@dataclass(frozen=True, slots=True)
class Known:
    """The fields of conditions, read once for a whole dry run."""

    fields: Mapping[str, Field]
    now: datetime


def judge_then(
    access: Access, conditions: Conditions, whens: Sequence[When], known: Known
) -> dict[When, Judged]:
    """Each customer held against the conditions at a moment of its own."""
    access.require(Permission.CUSTOMER_READ)
    columns = [_column(access, known, one, whens) for one in conditions.lines]
    return {one: judged(conditions, [one in each for each in columns]) for one in whens}


def only_today(access: Access, definition: Definition, also: Sequence[Line] = ()) -> list[Line]:
    """The lines of conditions and branches, and of what starts it, of which only today is known."""
    access.require(Permission.CUSTOMER_READ)
    lines = [*also, *definition.conditions.lines]
    for step in definition.steps:
        if step.kind == StepKind.BRANCH:
            lines += conditions_of(step).lines
    of_run = run_facts()
    return [one for one in lines if one.field not in of_run and past_of(one.field) is None]


def _column(access: Access, known: Known, line: Line, whens: Sequence[When]) -> set[When]:
    field, past = known.fields.get(line.field), past_of(line.field)
    if field is None or check_condition(line, field.kind):
        return set()
    if past is not None:
        return past(access, line, whens)
    inside = column(access, known.fields, line, [one for one, _moment in whens], known.now)
    return {one for one in whens if one[0] in inside}


def known_now(access: Access, *, now: datetime) -> Known:
    """What conditions may ask about."""
    return Known(fields_of(access), now)
