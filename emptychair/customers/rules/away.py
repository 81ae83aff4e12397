"""Spans in which a customer was gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Away:
    """From which day until which a customer was gone; `quietly`: by rhythm, nobody said so."""

    left_on: date
    back_on: date | None = None
    quietly: bool = False

    def covers(self, day: date) -> bool:
        """Whether they were gone on a day."""
        return self.left_on <= day and (self.back_on is None or day < self.back_on)

    def touches(self, first: date, end: date) -> bool:
        """Whether they were gone on any day from `first` up to, not including, `end`."""
        return self.left_on < end and (self.back_on is None or self.back_on > first)


def gone_since(spans: Iterable[Away], on: date) -> Away | None:
    """The span in which somebody is gone on a day; of several the one that began first, and one
    that was said before one by rhythm.
    """
    here = [one for one in spans if one.covers(on)]
    return min(here, key=lambda one: (one.quietly, one.left_on), default=None)
