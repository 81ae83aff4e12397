"""One process at a time for a folder. The lock goes with the process, however it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def only_one(folder: Path) -> Iterator[bool]:
    """Whether this process is the only one inside.

    Where the system has no such locks, it is said to be: the switch of the manifest decides then.
    """
    try:
        import fcntl
    except ImportError:
        yield True
        return
    with (folder / ".lock").open("wb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
