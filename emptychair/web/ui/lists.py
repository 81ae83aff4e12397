"""Long lists, a page at a time, without counting everything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from django.http import HttpRequest

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)


class Sliceable(Protocol[Row_co]):
    """A query set, a list, or a query that reads its rows when a slice is asked for."""

    def __getitem__(self, part: slice, /) -> Iterable[Row_co]:
        """Some of the rows."""


DEEPEST = 10_000  # pages; whoever comes so far wants a filter


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list. Loop over it; `components/_pager.html` leads to its neighbours."""

    items: list[Row]
    number: int
    per_page: int
    next_address: str
    previous_address: str

    def __iter__(self) -> Iterator[Row]:
        """The rows."""
        return iter(self.items)

    def __len__(self) -> int:
        """How many rows stand on this page."""
        return len(self.items)

    @property
    def first(self) -> int:
        """The number of its first row in the whole list, from 1."""
        return (self.number - 1) * self.per_page + 1

    @property
    def last(self) -> int:
        """The number of its last row."""
        return self.first + len(self.items) - 1

    @property
    def has_neighbours(self) -> bool:
        """Whether there is another page at all."""
        return bool(self.next_address or self.previous_address)


def paginate(request: HttpRequest, items: Sliceable[Row], per_page: int = 50) -> Page[Row]:
    """The page that `?page=` asks for. One row more is read to know whether another follows."""
    number = _number(request.GET.get("page", ""))
    start = (number - 1) * per_page
    rows = list(items[start : start + per_page + 1])
    following = _address(request, number + 1) if len(rows) > per_page else ""
    before = _address(request, number - 1) if number > 1 else ""
    return Page(rows[:per_page], number, per_page, following, before)


def _number(text: str) -> int:
    return min(max(int(text), 1), DEEPEST) if text.isascii() and text.isdigit() else 1


def _address(request: HttpRequest, number: int) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    if number > 1:
        kept["page"] = str(number)
    return f"?{kept.urlencode()}" if kept else request.path
