import signal
import sys
import threading
import time
from itertools import pairwise

import psutil
import pytest

from emptychair.cli.supervise import Child, Supervisor, wait_after

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
# a leader with a child of its own, as granian and the worker are
FAMILY = [
    sys.executable,
    "-c",
    """import subprocess, sys, time
subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])
time.sleep(60)""",
]


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def supervise():
    made = []

    def build(command):
        clock = Clock()
        supervisor = Supervisor([Child("chair", command)], clock=clock)
        made.append(supervisor)
        return supervisor, supervisor.children[0], clock

    yield build
    for supervisor in made:
        supervisor.end()


def kill(child):
    child.process.send_signal(signal.SIGKILL)
    child.process.wait(10)


def test_a_child_that_dies_is_started_again_after_a_moment(supervise, caplog):
    supervisor, child, clock = supervise(SLEEP)
    supervisor.look()
    first = child.process.pid
    kill(child)
    supervisor.look()
    assert child.process is None
    assert "starts again in 0.5 s" in caplog.text
    clock.now = 0.4
    supervisor.look()
    assert child.process is None
    clock.now = 0.6
    supervisor.look()
    assert child.process.pid != first


def test_one_that_keeps_dying_is_started_less_and_less_often(supervise):
    supervisor, child, clock = supervise(SLEEP)
    starts = []
    for _ in range(4):
        while child.process is None:
            clock.now += 0.1
            supervisor.look()
        starts.append(clock.now)
        kill(child)
        supervisor.look()
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert gaps == sorted(gaps)
    assert gaps[-1] >= 2.0


def test_a_steady_one_begins_with_the_shortest_wait_again(supervise):
    supervisor, child, clock = supervise(SLEEP)
    child.deaths = 6
    supervisor.look()
    clock.now += 61
    kill(child)
    supervisor.look()
    assert child.start_at - clock.now == wait_after(1)


def test_waits_grow_to_half_a_minute():
    assert [wait_after(n) for n in (1, 2, 3, 4)] == [0.5, 1, 2, 4]
    assert wait_after(100) == 30


def test_children_of_a_dead_leader_are_not_left_behind(supervise):
    supervisor, child, _clock = supervise(FAMILY)
    supervisor.look()
    until = time.monotonic() + 10
    while not (family := psutil.Process(child.process.pid).children()):
        assert time.monotonic() < until
        time.sleep(0.02)
    kill(child)
    supervisor.look()
    _gone, alive = psutil.wait_procs(family, timeout=10)
    assert not [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]


def test_a_child_that_will_not_stop_is_killed(supervise, monkeypatch):
    monkeypatch.setattr("emptychair.cli.supervise.PATIENCE", 0.5)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    supervisor, child, _clock = supervise([sys.executable, "-c", deaf])
    supervisor.look()
    time.sleep(0.3)
    supervisor.end()
    assert child.process.wait(10) in {-signal.SIGKILL, -signal.SIGTERM}


def test_a_signal_ends_all(supervise):
    supervisor, child, _clock = supervise(SLEEP)
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    threading.Timer(0.5, signal.raise_signal, [signal.SIGTERM]).start()
    try:
        supervisor.run()
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert child.process.poll() == -signal.SIGTERM
