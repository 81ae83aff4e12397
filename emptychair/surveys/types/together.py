"""What answers of private surveys are shown together as."""

from dataclasses import dataclass
from datetime import date

from emptychair.kit.periods import Period, whole_months


@dataclass(frozen=True, slots=True)
class Together:
    """The answers of a private survey at one touchpoint in a calendar month that is over stand
    together, where there are enough of them. Whatever is shown is made of such parts, so that
    nothing smaller comes out by subtracting one figure from another.

    `least` says of each private survey how many are enough; `until` is the first day of the month
    that is still running, nothing where no survey is private.
    """

    least: tuple[tuple[int, int], ...] = ()
    until: date | None = None

    @property
    def surveys(self) -> tuple[int, ...]:
        """The private surveys."""
        return tuple(survey for survey, _least in self.least)

    def months(self, first: date, end: date) -> Period | None:
        """The months of which they are shown from `first` up to, not including, `end`."""
        last = end if self.until is None else min(end, self.until)
        return whole_months(Period(first, last)) if first < last else None


NOTHING_PRIVATE = Together()
