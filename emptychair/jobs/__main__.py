"""`python -m emptychair.jobs`: the worker as a process of its own; `emptychair run` starts it so."""

import sys

from emptychair.config.start import start_django

if __name__ == "__main__":
    start_django(writes=True)

    from emptychair.jobs.worker import run_worker

    sys.exit(run_worker())
