"""Questions that several parts of one page ask, answered once for that page.

    @once_a_look
    def members_of(access: Access) -> list[MemberRow]: ...

    with one_look():  # around whatever only reads
        ...

All parts then tell of the same state. Nothing is kept beyond the look, and nothing without one: a
service that writes and reads again never begins one. Whoever gets an answer leaves it as it is.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_KEPT: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept for one look", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Keep answers until the end; one inside another is a part of it."""
    if _KEPT.get() is not None:
        yield
        return
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def in_this_look(key: Hashable, ask: Callable[[], R]) -> R:
    """The answer with this key, asked for at most once in a look."""
    kept = _KEPT.get()
    if kept is None:
        return ask()
    if key not in kept:
        kept[key] = ask()
    found: R = kept[key]
    return found


def once_a_look(ask: Callable[P, R]) -> Callable[P, R]:
    """The same question, answered once a look for the same things given; these can be hashed."""

    @wraps(ask)
    def answered(*given: P.args, **named: P.kwargs) -> R:
        key = (ask, given, tuple(sorted(named.items())))
        return in_this_look(key, lambda: ask(*given, **named))

    return answered
