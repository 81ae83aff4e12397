"""The small demo company that shows every page: made once a run on SQLite, and copied.

Its mails lead to the port under which it was made.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "emptychair", "demo", "--people", "150", "--no-reports"]
LONGEST = 400.0  # seconds


def fill_with_demo(environ: dict[str, str], run: Path) -> None:
    """Load it where `environ` says. `run` is the temporary folder of this process in this run."""
    if environ["DATABASE_URL"]:
        _make(environ)
        return
    several = "PYTEST_XDIST_WORKER" in os.environ
    shared = (run.parent if several else run) / "small-demo"
    with (shared.with_suffix(".lock")).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            begun = shared.with_suffix(".begun")
            shutil.rmtree(begun, ignore_errors=True)
            _make({**environ, "EMPTYCHAIR_DATA": str(begun)})
            begun.rename(shared)
    shutil.copytree(shared, environ["EMPTYCHAIR_DATA"], dirs_exist_ok=True)


def _make(environ: dict[str, str]) -> None:
    subprocess.run(COMMAND, env=environ, check=True, timeout=LONGEST, cwd=ROOT)
