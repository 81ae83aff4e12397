"""What other domains can say beside a renewal. A domain above registers a sign in its
`renewal_sign.py` or wherever it is loaded at start-up; the list of renewals gathers.

    @renewal_sign("success.health", after=20)
    def health(access: Access, customers: Sequence[Customer], *, now: datetime) -> Signs: ...

`customers` are those of one page, all asked at once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.kit.cards import Customer, Tone


@dataclass(frozen=True, slots=True)
class Sign:
    """A few words: "2 open cases", "NPS 3, 12 days ago". A bad one brings the row to Today."""

    words: str
    tone: Tone | None = None
    address: str = ""


Signs = Mapping[Customer, Sequence[Sign]]
Source = Callable[..., Signs]
_SOURCES: dict[str, tuple[int, Source]] = {}


def renewal_sign(name: str, *, after: int) -> Callable[[Source], Source]:
    """Register a source; a smaller `after` stands first. `ValueError` for a name in use."""

    def register(source: Source) -> Source:
        if name in _SOURCES:
            raise ValueError(f"Two signs of renewals are called {name}: give one another name.")
        _SOURCES[name] = (after, source)
        return source

    return register


def signs_of(
    access: Access, customers: Sequence[Customer], *, now: datetime
) -> dict[Customer, list[Sign]]:
    """All signs of these customers, in order."""
    found: dict[Customer, list[Sign]] = {one: [] for one in customers}
    if not customers:
        return found
    for _after, source in sorted(_SOURCES.values(), key=lambda one: one[0]):
        for customer, signs in source(access, customers, now=now).items():
            found.setdefault(customer, []).extend(signs)
    return found
