"""Which step comes next: steps stand in a row, and those of a branch's other side are left out."""

from collections.abc import Iterator, Mapping, Sequence

from emptychair.automation.types import Step

Decided = Mapping[str, str]  # by branch: "yes", "no", or "" where it was itself left out


def is_open(step: Step, decided: Decided) -> bool:
    """Whether the step is on the way that was taken."""
    return not step.under or decided.get(step.under, "") == step.side


def step_after(steps: Sequence[Step], done: frozenset[str]) -> Step | None:
    """The first step of which nothing is written yet."""
    return next((one for one in steps if one.id not in done), None)


def depths(steps: Sequence[Step]) -> dict[str, int]:
    """How many branches each step hangs below."""
    found: dict[str, int] = {}
    for one in steps:
        found[one.id] = found.get(one.under, -1) + 1 if one.under else 0
    return found


def all_ways(steps: Sequence[Step], asked: Decided) -> Iterator[Step]:
    """The steps on the way where branches are decided so; one not `asked` about takes both."""
    left_out: set[str] = set()
    for one in steps:
        side = asked.get(one.under, one.side) if one.under else one.side
        if one.under and (one.under in left_out or side != one.side):
            left_out.add(one.id)
            continue
        yield one
