"""How a process begins: Django is set up, the data folder exists if it will be written, and a child
of `emptychair run` does not outlive it.
"""

import gc
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from emptychair.config.env import wait_asleep

LOOK = 1.0  # seconds between two looks at the parent


def start_django(*, writes: bool) -> None:
    """Set Django up; make the data folder when the command `writes` to it.

    Raises `SettingsError` when a variable of the environment cannot be used.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emptychair.config.settings")
    wait_asleep()
    import django
    from django.conf import settings

    from emptychair.config.folder import prepare_folder

    if writes:
        prepare_folder(settings.DATA_FOLDER)
    with _loading():
        django.setup()


@contextmanager
def _loading() -> Iterator[None]:
    """Hardly anything of what is loaded is given up: looking for it took a fifth of the start."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def end_with_parent() -> None:
    """Ask this process to stop (SIGTERM) when its parent is gone.

    A supervisor that was killed cannot tell its children; they would keep the port and the queue.
    """
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(LOOK)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()
