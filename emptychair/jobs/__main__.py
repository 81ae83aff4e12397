"""`python -m emptychair.jobs`: the worker as a process; `emptychair run` starts it so."""

import sys

from emptychair.config.start import end_with_parent, start_django

if __name__ == "__main__":
    end_with_parent()
    start_django(writes=True)

    from emptychair.jobs.worker import run_worker

    sys.exit(run_worker())
