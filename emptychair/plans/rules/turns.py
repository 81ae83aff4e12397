"""Who is waited for: whoever has the task that is due next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OpenStep:
    """An open task in the order of its plan."""

    id: int
    title: str
    side: str
    due_on: date


def next_step(steps: Iterable[OpenStep]) -> OpenStep | None:
    """The open task that is due first; of several, the one written down first."""
    return min(steps, key=lambda one: (one.due_on, one.id), default=None)
