"""What a step can do. Each action registers itself; `services/running.py` calls it.

    register_action(Action("task", words=..., perform=..., undo=..., problems=..., costs=...))

What `perform` writes is committed together with the mark that the step is done, so a step is done
once whatever stops the program. Sending is a job of the same transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from emptychair.accounts.access import Access
from emptychair.automation.types import Definition, Did, Plain, Step, StepState

if TYPE_CHECKING:
    from emptychair.automation.models import Run, RunStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """A step at work: whose, in which run, when. `before` is its row, where there is one."""

    access: Access
    run: "Run"
    step: Step
    definition: Definition
    now: datetime
    before: "RunStep | None" = None

    @property
    def key(self) -> str:
        """The same however often the step is tried."""
        return f"playbook:{self.run.pk}:{self.step.id}"


@dataclass(frozen=True, slots=True)
class Names:
    """What settings of steps point at, by id, read once for a page."""

    members: dict[str, str] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=dict)
    surveys: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Costs:
    """What one time of a step takes."""

    minutes: int = 0
    mails: int = 0
    surveys: int = 0


def no_problem(_access: Access, _step: Step, _names: Names) -> list[str]:
    """Nothing is missing."""
    return []


def nothing_to_take_back(_doing: Doing) -> Did:
    """The step left nothing behind."""
    return Did(StepState.UNDONE.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One kind of step."""

    kind: str
    words: Callable[[Step, Names], str]
    perform: Callable[[Doing], Did]
    undo: Callable[[Doing], Did] = nothing_to_take_back
    problems: Callable[[Access, Step, Names], list[str]] = no_problem
    costs: Callable[[Plain], Costs] = field(default=lambda _settings: Costs())


_ACTIONS: dict[str, Action] = {}


def register_action(one: Action) -> None:
    """Offer a kind of step."""
    _ACTIONS[one.kind] = one


def action_of(kind: str) -> Action:
    """What does steps of this kind."""
    return _ACTIONS[kind]
