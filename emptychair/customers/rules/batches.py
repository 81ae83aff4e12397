"""Long lists in pieces a database takes at once."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
AT_ONCE = 500


def in_batches(items: Sequence[Item], size: int = AT_ONCE) -> Iterator[Sequence[Item]]:
    """The items in their order, so many at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
