"""Working time between many pairs of moments at once; the same as `deadlines.working_time`."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from emptychair.loop.rules.deadlines import Calendar

_HOUR = 3600.0


class WorkingClock:
    """Counts working hours from the first to the last of some days."""

    def __init__(self, calendar: Calendar, first: date, last: date) -> None:
        days = [first + timedelta(days=count) for count in range((last - first).days + 1)]
        shifts = [shift for day in days if (shift := calendar.hours_of(day))]
        edges = [0.0]
        passed = [0.0]
        for begin, end in shifts:
            edges += [begin.timestamp(), end.timestamp()]
            passed += [passed[-1], passed[-1] + (end - begin).total_seconds()]
        self._edges, self._passed = np.array(edges), np.array(passed) / _HOUR

    def between(self, starts: Sequence[datetime], ends: Sequence[datetime]) -> NDArray[np.float64]:
        """Working hours of each pair; nothing where it is reversed."""
        return np.maximum(0.0, self._at(ends) - self._at(starts))

    def _at(self, moments: Sequence[datetime]) -> NDArray[np.float64]:
        seconds = np.array([moment.astimezone(UTC).timestamp() for moment in moments])
        return np.asarray(np.interp(seconds, self._edges, self._passed), dtype=np.float64)
