"""A mean that changed: of a score, or of the share who answer. `docs/algorithms/change-watched.md`.

Each Monday of the last year may be the day of the change; what came in the year before it is held
against what came since. After an alert everything begins anew: only what follows it may change, and
is held against what has come since that change.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from math import log

import numpy as np
from numpy.typing import NDArray

from emptychair.alerts.rules.material import Block, Floats, Noticed, Past, Stream, last_told
from emptychair.stats.series import Moments, change_evidence, evidence_of_starts, watched_change

Whole = NDArray[np.int64]
WEEKS = 52
REFERENCE_DAYS = 365
LEAST_BEFORE, LEAST_AFTER = 60, 20


class Watch:
    """A block with its running sums, so that each look costs the same."""

    def __init__(self, block: Block, *, kind: str, alphas: Sequence[float]) -> None:
        self.block, self.kind = block, kind
        self.thresholds = np.array([log(1 / alpha) for alpha in alphas])
        self.sums = Moments(*(_running(each) for each in (block.n, block.total, block.squares)))

    def changes(self, day: date, past: Sequence[Past]) -> Iterator[Noticed]:
        """What is beyond noise on the morning of `day`, from the days before it."""
        end = min(self.block.position(day), self.block.days)
        starts = self._starts(end)
        if not starts.size or not self.block.streams:
            return
        fresh, begun = self._since_last(past)
        first = np.maximum(starts[None, :] - REFERENCE_DAYS, fresh[:, None])
        first = np.minimum(first, starts[None, :])
        rows = np.arange(len(self.block.streams))[:, None]
        before = Moments(*(each[rows, starts] - each[rows, first] for each in self.sums))
        after = Moments(*(each[:, [end]] - each[:, starts] for each in self.sums))
        found = change_evidence(before, after, least_spread=self.block.least_spread)
        told = (before.n >= LEAST_BEFORE) & (after.n >= LEAST_AFTER) & (starts >= begun[:, None])
        found = np.where(told, found, -np.inf)
        evidence = evidence_of_starts(found, starts=WEEKS)
        for row in np.flatnonzero(evidence >= self.thresholds):
            best = int(found[row].argmax())
            sides = [Moments(*(each[row, best] for each in side)) for side in (before, after)]
            yield self._noticed(self.block.streams[row], int(starts[best]), day, sides)

    def _noticed(self, stream: Stream, start: int, day: date, sides: list[Moments]) -> Noticed:
        before, after = sides
        told = watched_change(before, after, least_spread=self.block.least_spread)
        return Noticed(
            kind=self.kind,
            stream=stream,
            since=self.block.day(start),
            first_seen=day,
            before=float(before.total / before.n),
            after=float(after.total / after.n),
            estimate=told.estimate,
            low=told.low,
            high=told.high,
            n_before=told.n_before,
            n_after=told.n_after,
            is_good=told.estimate > 0,
        )

    def _starts(self, end: int) -> Whole:
        """Columns that are Mondays, in the last 52 weeks."""
        monday = (-self.block.first.weekday()) % 7
        every = np.arange(monday, max(end, 0), 7, dtype=np.int64)
        return every[every > end - 7 * WEEKS][-WEEKS:]

    def _since_last(self, past: Sequence[Past]) -> tuple[Whole, Whole]:
        """For each stream: from where on it is as it is now, and from where on it may change."""
        fresh = np.zeros(len(self.block.streams), dtype=np.int64)
        begun = np.zeros(len(self.block.streams), dtype=np.int64)
        for row, stream in enumerate(self.block.streams):
            last = last_told(past, self.kind, stream)
            if last:
                fresh[row] = max(0, self.block.position(last.since))
                begun[row] = max(0, self.block.position(last.first_seen))
        return fresh, begun


def _running(values: Floats) -> Floats:
    return np.concatenate([np.zeros((values.shape[0], 1)), values.cumsum(axis=1)], axis=1)
