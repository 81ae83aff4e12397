"""What a domain can count of a customer day by day, for another domain that must not know it.

    register_measure(Measure("use", _("use of the product"), aggregates=..., names=..., read=...))

A measure gives a value for each day, over the days that end on it. What is not known has no value;
a nought is one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.functional import Promise

Owner = tuple[Literal["company", "person"], int]
Words = list[tuple[str, str | Promise]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One series: of whom, of what, how it is counted, over how many days."""

    key: int
    owner: Owner
    name: str
    aggregate: str
    days: int
    prop: str = ""


Series = Mapping[date, float]
Read = Callable[[Any, Sequence[Wanted], date, date], Mapping[int, Series]]
Names = Callable[[Any, Owner], list[tuple[str, int]]]
Props = Callable[[Any, Owner, str], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing that can be counted. `aggregates` are code, words, and whether a property is
    needed; `names` tells what there is of this customer, with how often.
    """

    key: str
    label: str | Promise
    aggregates: tuple[tuple[str, str | Promise, bool], ...]
    read: Read
    names: Names | None = None
    props: Props | None = None  # properties of one name
    needs_name: bool = False

    def needs_property(self, aggregate: str) -> bool:
        """Whether it counts over values of a property."""
        return any(code == aggregate and needed for code, _words, needed in self.aggregates)


_MEASURES: dict[str, Measure] = {}


def register_measure(one: Measure) -> None:
    """Offer a measure; the same key again replaces it."""
    _MEASURES[one.key] = one


def measures() -> dict[str, Measure]:
    """All of them by key, in the order of their keys."""
    return dict(sorted(_MEASURES.items()))
