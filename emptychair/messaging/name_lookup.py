"""How text entries of the DNS are looked up. `integrations/email` registers the way; tests give
another.
"""

from collections.abc import Callable

Lookup = Callable[[str], list[str]]


class NoAnswer(Exception):  # noqa: N818 - named as what happened
    """The DNS cannot be asked now; that says nothing about what stands in it."""


_LOOKUPS: list[Lookup] = []


def register_lookup(lookup: Lookup) -> Lookup:
    """Put a way to look up to use; the last one counts."""
    _LOOKUPS.append(lookup)
    return lookup


def look_up(name: str) -> list[str]:
    """The text entries of a name; none for a name that is not there. Raises `NoAnswer`."""
    if not _LOOKUPS:
        raise NoAnswer
    return _LOOKUPS[-1](name)
