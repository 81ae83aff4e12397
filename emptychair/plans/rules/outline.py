"""A template as text that people write: a line a milestone, below it a line a task.

    # 14 The data is in
    - us 2 Kick-off call
    - customer 7 Send the list of users

The number is the day after the start. Whose it is may be said in English or in Japanese.
"""

import re

from emptychair.plans.errors import (
    MilestoneFirst,
    MilestoneUnclear,
    NothingInOutline,
    OutlineTooLong,
    TaskUnclear,
)
from emptychair.plans.types import MilestoneDraft, Side, StepDraft

LONGEST_DAYS = 3 * 366
MOST_LINES = 120
SIDES = {
    "us": Side.US,
    "customer": Side.CUSTOMER,
    "third": Side.THIRD,
    "当社": Side.US,
    "弊社": Side.US,
    "お客様": Side.CUSTOMER,
    "第三者": Side.THIRD,
}
WORDS = {
    "en": {Side.US: "us", Side.CUSTOMER: "customer", Side.THIRD: "third"},
    "ja": {Side.US: "当社", Side.CUSTOMER: "お客様", Side.THIRD: "第三者"},
}
_MILESTONE = re.compile(r"#\s*(\d+)\s+(.+)")
_STEP = re.compile(r"[-・*]\s*(\S+)\s+(\d+)\s+(.+)")
_WIDE = str.maketrans("０１２３４５６７８９＃－＊　", "0123456789#-* ")


def read_outline(text: str) -> tuple[MilestoneDraft, ...]:
    """The milestones with their tasks. Raises `OutlineUnclear`, which names the line."""
    found: list[tuple[str, int, list[StepDraft]]] = []
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise OutlineTooLong
    for number, line in enumerate(lines, start=1):
        words = line.strip()
        if not words:
            continue
        plain = words.translate(_WIDE)
        if plain.startswith("#"):
            found.append((*_milestone(plain, number), []))
        elif not found:
            raise MilestoneFirst
        else:
            found[-1][2].append(_step(plain, number))
    if not any(steps for _title, _days, steps in found):
        raise NothingInOutline
    return tuple(
        MilestoneDraft(title=title, days=days, steps=tuple(steps)) for title, days, steps in found
    )


def write_outline(milestones: tuple[MilestoneDraft, ...], language: str) -> str:
    """The text that `read_outline` reads."""
    words = WORDS["ja" if language.startswith("ja") else "en"]
    lines = []
    for one in milestones:
        lines.append(f"# {one.days} {one.title}")
        lines += [f"- {words[Side(step.side)]} {step.days} {step.title}" for step in one.steps]
        lines.append("")
    return "\n".join(lines).strip() + "\n"


def _milestone(line: str, number: int) -> tuple[str, int]:
    found = _MILESTONE.fullmatch(line)
    if found is None or int(found[1]) > LONGEST_DAYS:
        raise MilestoneUnclear(number)
    return found[2].strip()[:200], int(found[1])


def _step(line: str, number: int) -> StepDraft:
    found = _STEP.fullmatch(line)
    side = SIDES.get(found[1].lower()) if found else None
    if found is None or side is None or int(found[2]) > LONGEST_DAYS:
        raise TaskUnclear(number)
    return StepDraft(title=found[3].strip()[:200], side=side.value, days=int(found[2]))
