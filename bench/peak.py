"""What a command costs: wall time, processor time and peak memory, its child processes included."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

EVERY = 0.02  # seconds between two looks at the memory of all processes
MIB = 2**20
# A process begins with the peak of whoever started it, so a small one stands in between: the peak
# of the command itself goes into the file named first.
BETWEEN = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
with open(sys.argv[1], "w") as file:
    file.write(str(usage.ru_maxrss))
sys.exit(process.returncode)
"""


@dataclass(frozen=True)
class Cost:
    """`seconds` by the clock, `processor` seconds of all cores together, `memory` in MiB.

    Memory is the largest sum of resident memory over the process and its children seen at one
    moment, looked at every 20 ms; pages that two of them share are counted twice, so it errs
    upwards. It is never below the kernel's own peak of the largest single process.
    """

    seconds: float
    processor: float
    memory: float
    exit_code: int
    output: str
    errors: str


def cost_of(command: Sequence[str | Path], *, folder: Path) -> Cost:
    """Run a command to its end; what it says goes through files in `folder`."""
    said, complained = folder / "stdout.txt", folder / "stderr.txt"
    peak = folder / "peak.txt"
    small = [sys.executable, "-I", "-S", "-c", BETWEEN, str(peak)]
    with said.open("wb") as out, complained.open("wb") as err:
        start = time.perf_counter()
        process = subprocess.Popen(
            [*small, *map(str, command)], stdout=out, stderr=err, env=_as_installed()
        )
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
    return Cost(
        seconds=seconds,
        processor=usage.ru_utime + usage.ru_stime,
        memory=max(watch.highest / MIB, int(peak.read_text("utf-8")) / 1024),
        exit_code=process.returncode,
        output=said.read_text("utf-8"),
        errors=complained.read_text("utf-8"),
    )


def _as_installed() -> dict[str, str]:
    """The environment, letting Python keep compiled modules as it does where nobody forbids it."""
    return {name: os.environ[name] for name in os.environ if name != "PYTHONDONTWRITEBYTECODE"}


class _Watch(threading.Thread):
    """Looks at a process and its children again and again and remembers the largest sum."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.highest = 0
        self._pid = pid
        self._over = threading.Event()

    def run(self) -> None:
        try:
            parent = psutil.Process(self._pid)
            while not self._over.wait(EVERY):
                family = parent.children(recursive=True)  # without the small one in between
                self.highest = max(self.highest, sum(map(_resident, family)))
        except psutil.NoSuchProcess:
            return

    def stop(self) -> None:
        self._over.set()
        self.join()


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
