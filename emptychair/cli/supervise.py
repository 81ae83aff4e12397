"""Keeping child processes alive: one that dies is started again, later each time."""

import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

logger = logging.getLogger("emptychair.run")

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds before a dead child is started again
STEADY = 60.0  # seconds after which a child counts as healthy again
PATIENCE = 30.0  # seconds a child has to stop when asked


@dataclass(slots=True)
class Child:
    """One process, leader of a group of its own so that none of its children is left behind."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    deaths: int = 0
    start_at: float = field(default=0.0)

    def start(self, now: float) -> None:
        """Start it; `now` is in monotonic seconds."""
        self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603 - our own command
        self.started = now

    def has_died(self) -> bool:
        """Whether it was started and is there no more."""
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self, now: float) -> float:
        """Clear up after a death; the seconds until it is started again."""
        self.signal(signal.SIGKILL)  # what the dead leader left behind
        self.deaths = 1 if now - self.started >= STEADY else self.deaths + 1
        wait = wait_after(self.deaths)
        self.process, self.start_at = None, now + wait
        return wait

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the whole group; a group that is gone is fine."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return

    def ask_to_stop(self) -> None:
        """Ask the leader only: it knows how to end its own children in order."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)


def wait_after(deaths: int) -> float:
    """Seconds to wait after so many quick deaths in a row: 0.5, 1, 2, 4, ... up to 30."""
    wait: float = FIRST_WAIT * 2 ** min(deaths - 1, 20)
    return min(wait, LONGEST_WAIT)


class Supervisor:
    """Runs its children until it is told to stop."""

    def __init__(
        self, children: list[Child], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.children = children
        self.clock = clock
        self.stop = threading.Event()

    def run(self) -> None:
        """Start all, watch them, and return when all have ended after SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        while not self.stop.is_set():
            self.look()
            self.stop.wait(0.2)
        self.end()

    def look(self) -> None:
        """Start what is due, and plan the return of what died."""
        now = self.clock()
        for child in self.children:
            if child.has_died():
                code = child.process.returncode if child.process else None
                wait = child.plan_restart(now)
                logger.error(
                    "The %s ended (code %s); it starts again in %.1f s", child.name, code, wait
                )
            if child.process is None and now >= child.start_at:
                child.start(now)

    def end(self) -> None:
        """Ask all to stop, wait, and kill what does not."""
        for child in self.children:
            child.ask_to_stop()
        until = time.monotonic() + PATIENCE
        for child in self.children:
            if child.process is None:
                continue
            try:
                child.process.wait(max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                logger.error("The %s did not stop in %.0f s and is killed", child.name, PATIENCE)  # noqa: TRY400 - the traceback says nothing
            child.signal(signal.SIGKILL)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stop.set()
