"""For how long a job keeps others from writing: its transactions, and writes outside of any."""

import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@dataclass
class Held:
    """Seconds by the clock and of the processor; `where` names who began each."""

    turns: int = 0
    longest: list[tuple[float, float, str]] = field(default_factory=list)

    def add(self, clock: float, processor: float, where: str) -> None:
        """One turn more; only the longest of each place are kept."""
        self.turns += 1
        found = {one[2]: one for one in self.longest}
        if processor > found.get(where, (0.0, 0.0, ""))[1]:
            found[where] = (clock, processor, where)
        self.longest = sorted(found.values(), key=lambda one: -one[1])[:6]

    @property
    def most(self) -> float:
        """The longest turn, in seconds of the processor."""
        return self.longest[0][1] if self.longest else 0.0

    def lines(self) -> list[str]:
        """The longest turn of each place."""
        return [f"   held {clock:.2f} s, {busy:.2f} of a processor: {where}"
                for clock, busy, where in self.longest]  # fmt: skip


@contextmanager
def watching() -> Iterator[Held]:
    """Times outermost transactions, and writes outside of any, of this process."""
    from django.db import connection
    from django.db.transaction import Atomic

    held, enter, leave = Held(), Atomic.__enter__, Atomic.__exit__
    begun: list[tuple[float, float, str]] = []

    def entered(self: Any) -> None:
        outermost = not connection.in_atomic_block
        enter(self)
        if outermost:
            begun[:] = [(time.perf_counter(), time.process_time(), _place())]

    def left(self: Any, *told: Any) -> None:
        try:
            leave(self, *told)
        finally:
            if not connection.in_atomic_block and begun:
                clock, busy, where = begun.pop()
                held.add(time.perf_counter() - clock, time.process_time() - busy, where)

    def alone(execute: Any, sql: str, *rest: Any) -> Any:
        if connection.in_atomic_block or not sql.lstrip().upper().startswith(WRITES):
            return execute(sql, *rest)
        clock, busy = time.perf_counter(), time.process_time()
        try:
            return execute(sql, *rest)
        finally:
            took, worked = time.perf_counter() - clock, time.process_time() - busy
            held.add(took, worked, f"{_place()} {sql[:60]}")

    Atomic.__enter__, Atomic.__exit__ = entered, left  # type: ignore[method-assign]  # for a while
    try:
        with connection.execute_wrapper(alone):
            yield held
    finally:
        Atomic.__enter__, Atomic.__exit__ = enter, leave  # type: ignore[method-assign]  # as it was


def _place() -> str:
    """The nearest line of ours."""
    for one in reversed(traceback.extract_stack()):
        _before, ours, path = one.filename.partition("/emptychair/")
        if ours and not path.startswith(("kit/", "config/")):
            return f"{path}:{one.lineno} {one.name}"
    return "elsewhere"
