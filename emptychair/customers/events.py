"""Facts about customers that other domains react to."""

from dataclasses import dataclass
from typing import ClassVar

from emptychair.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerEventRecorded(Event, name="customers.event_recorded"):
    """Something happened at a customer.

    What reactions want is asked with one fact of each name before rows have ids
    (`services/keeping.py`): they may decide by workspace and name, and by nothing else.
    """

    asks_first: ClassVar[bool] = True

    event_id: int
    person_id: int | None
    event_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleMerged(Event, name="customers.people_merged"):
    """Two rows turned out to be one person; `moved_id` now points at `kept_id`."""

    merge_id: int
    kept_id: int
    moved_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeUndone(Event, name="customers.merge_undone"):
    """A merge was taken back."""

    merge_id: int
    kept_id: int
    moved_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressSuppressed(Event, name="customers.address_suppressed"):
    """An address is not written to any more."""

    suppression_id: int
    channel: str
    reason: str
