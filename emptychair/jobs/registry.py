"""Which jobs there are, by name."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

Function = TypeVar("Function", bound=Callable[..., None])


class UnknownJobError(LookupError):
    """No job has this name; the message says which are near."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job: its name, what it does, how often it is tried, what happens after the last time.

    Of a `brief` one, which takes milliseconds and comes by the thousand, no row says that it was
    begun, nor that it is done.
    """

    name: str
    function: Callable[..., None]
    attempts: int
    given_up: Callable[..., None] | None
    brief: bool = False


_JOBS: dict[str, Job] = {}


def job(
    name: str,
    *,
    attempts: int = 6,
    given_up: Callable[..., None] | None = None,
    brief: bool = False,
) -> Callable[[Function], Function]:
    """Register a function as a job, named `domain.verb_noun`.

    It takes keywords only: ids and plain values. It is tried `attempts` times, each later than the
    one before; then `given_up` is called with the same keywords. Raises `ValueError` for a name in
    use.
    """
    if attempts < 1:
        raise ValueError(f"The job {name} must be tried at least once.")

    def register(function: Function) -> Function:
        if name in _JOBS:
            raise ValueError(f"Two jobs are called {name}: give one of them another name.")
        _JOBS[name] = Job(name, function, attempts, given_up, brief)
        return function

    return register


def job_named(name: str) -> Job:
    """The job with this name. Raises `UnknownJobError`."""
    if name in _JOBS:
        return _JOBS[name]
    near = get_close_matches(name, _JOBS, n=1)
    hint = f"Did you mean {near[0]}?" if near else "Is its module called jobs.py, in a known app?"
    raise UnknownJobError(f"No job is called {name}. {hint}")


def known_jobs() -> list[Job]:
    """All jobs, by name."""
    return [_JOBS[name] for name in sorted(_JOBS)]


def forget_job(name: str) -> None:
    """Take a job away again; tests do."""
    _JOBS.pop(name, None)
