"""A Python inside an installation of real processes. It starts once and answers at once, where a
new process for each question would see only what is long over.
"""

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LISTEN = """
import json, sys
from emptychair.config.start import start_django
start_django(writes=True)
space = {}
for line in sys.stdin:
    exec(json.loads(line), space)
    print(json.dumps(space.pop("told", None)), flush=True)
"""


@contextmanager
def inside(environ):
    """A function that runs code there and returns what the code left in `told`."""
    process = subprocess.Popen(
        [sys.executable, "-c", LISTEN],
        env=environ,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def ask(code):
        process.stdin.write(json.dumps(code) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        assert answer, f"The process inside ended with code {process.wait()}"
        return json.loads(answer)

    try:
        yield ask
    finally:
        process.communicate(timeout=30)  # the end of its input is the end of it
