"""A design of the organisation in words, for its page and its file."""

from dataclasses import dataclass
from datetime import date

from emptychair.metrics.words import day_words
from emptychair.touch.design_types import Design, Step
from emptychair.touch.rules.design import FIELDS
from emptychair.touch.words import choice_words, field_words, step_title

LINES = {"activities", "people"}  # each line on its own


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step with what was written."""

    step: Step
    title: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    is_next: bool


def step_lines(design: Design) -> list[StepLine]:
    """All six."""
    return [
        StepLine(step, step_title(step.number), facts_of(step), step.number == design.next_step)
        for step in design.steps
    ]


def facts_of(step: Step) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What was written, field by field; empty ones are left out."""
    found = []
    for name in FIELDS[step.number]:
        value = step.values.get(name, "")
        if value:
            words = _day(value) if name == "target_day" else choice_words(name, value)
            lines = tuple(words.splitlines()) if name in LINES else (words,)
            found.append((field_words(name), tuple(one for one in lines if one.strip())))
    return tuple(found)


def _day(value: str) -> str:
    return day_words(date.fromisoformat(value))
