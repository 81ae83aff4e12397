"""The back-test: rows of many past days, earlier ones to learn from, later ones to judge by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from emptychair.success.rules.features import Beside, Features, features_at
from emptychair.success.rules.halves import Weights, halves_of
from emptychair.success.rules.labels import left_within
from emptychair.success.rules.rows import Numbers, Rows, Truths, Whole
from emptychair.success.rules.segments import NOBODY, Memberships
from emptychair.success.rules.signs import RISKS, signs_shown

STEP = 30  # days between the days that are looked at
FIRST_DAYS = 90  # history before the first of them
MOST_DAYS = 36
MOST_ROWS = 150_000
SHARES = (0.5, 0.25)  # of the days: to learn from, to calibrate on; the rest judges
BesideOn = Callable[[int], Beside]


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows of several days: customer, day, what was known, what became of them by each horizon."""

    unit: Whole
    day: Whole
    until: Numbers  # the last day that its label looks at
    known: Numbers
    stage: Whole
    segment: Whole  # a saved one that may have a model of its own; 0 for none
    certain: Numbers  # of those who left: when everybody would know it
    left: Mapping[int, Truths]
    rankings: Mapping[str, Numbers]  # those that learn nothing
    signs: Mapping[str, Truths]

    def __len__(self) -> int:
        """How many rows."""
        return len(self.unit)

    def where(self, kept: Truths | Whole) -> "Sample":
        """Some of the rows."""
        return Sample(
            self.unit[kept], self.day[kept], self.until[kept], self.known[kept], self.stage[kept],
            self.segment[kept], self.certain[kept],
            {name: values[kept] for name, values in self.left.items()},
            {name: values[kept] for name, values in self.rankings.items()},
            {name: values[kept] for name, values in self.signs.items()},
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Split:
    """Three runs of days. No label of one looks at a day of the next."""

    learn: Sample
    tune: Sample
    judge: Sample


def days_to_look_at(rows: Rows, horizon: int) -> list[int]:
    """Every thirty days, from when there is some history until labels are known; the last ones."""
    alive = rows.signs.day[rows.signs.day <= rows.end]
    begun = [int(alive.min())] if len(alive) else []
    starts = rows.terms.day[rows.terms.day <= rows.end]
    begun += [int(np.quantile(starts, 0.1))] if len(starts) else []
    return days_between(begun, rows.end, horizon)


def days_between(begun: Sequence[int], end: int, horizon: int) -> list[int]:
    """The same, from the days on which signs of life and contracts begin."""
    if not begun:
        return []
    first, last = min(begun) + FIRST_DAYS, end - horizon
    return sorted(range(last, first - 1, -STEP))[-MOST_DAYS:]


def sample_of(
    rows: Rows,
    days: Sequence[int],
    horizons: Sequence[int],
    *,
    beside: BesideOn,
    weights: Weights,
    segments: Memberships = NOBODY,
) -> Sample | None:
    """All rows of these days whose labels are known; those gone for good already are left out."""
    parts = [_sample_on(rows, day, horizons, beside(day), (weights, segments)) for day in days]
    return samples_together(parts)


def samples_together(parts: Iterable[Sample | None]) -> Sample | None:
    """Those that have rows, as one."""
    full = [part for part in parts if part is not None and len(part)]
    return _stacked(full) if full else None


def split_by_time(sample: Sample) -> Split | None:
    """Earlier days to learn from, later ones to judge by, with an empty stretch between."""
    days = np.unique(sample.day)
    if len(days) < 4:
        return None
    second = days[int(len(days) * SHARES[0])]
    third = days[int(len(days) * (SHARES[0] + SHARES[1]))]
    learn = sample.where((sample.day < second) & (sample.until < third))
    tune = sample.where((sample.day >= second) & (sample.day < third))
    judge = sample.where(sample.day >= third)
    learn = learn.where(learn.until < judge.day.min())
    tune = tune.where(tune.until < judge.day.min())
    return Split(learn, tune, judge)


def check_no_leak(split: Split) -> None:
    """Refuse a split in which a label looks at days on which is judged. `ValueError`."""
    first = int(split.judge.day.min()) if len(split.judge) else 0
    for part in (split.learn, split.tune):
        if len(part) and float(part.until.max()) >= first:
            raise ValueError("A label of the past looks into the days it is judged by.")
    for part in (split.learn, split.tune, split.judge):
        if len(part) and bool((part.until <= part.day).any()):
            raise ValueError("A label begins after its day, not on it.")


def stages_of(features: Features) -> Whole:
    """0 new (under 90 days), 1 settled, 2 renewing (within 90 days)."""
    tenure, ahead = features["tenure"], features["renewal_in"]
    yearly = np.nan_to_num(ahead, nan=np.inf) <= 90
    # A contract by the month is always about to renew; that is no stage.
    length = np.nan_to_num(ahead, nan=np.inf) > 31
    settled = np.where(yearly & length, 2, 1)
    return np.where(np.nan_to_num(tenure, nan=np.inf) < 90, 0, settled).astype(np.int64)


def plain_rankings(features: Features, weights: Weights) -> dict[str, Numbers]:
    """Orders that learn nothing. The unknown stand at the middle; no sign at all is the oldest."""
    halves = halves_of(features, weights)
    silent = features["silent_days"]
    oldest = np.nanmax(silent) + 1 if np.isfinite(silent).any() else 1.0
    return {
        "recency": np.where(np.isnan(silent), oldest, silent),
        "rhythm": _at_middle(features["silence"]),
        "outcome": _at_middle(-halves.outcome),
        "experience": _at_middle(-halves.experience),
    }


def thinned(sample: Sample, *, seed: int, most: int = MOST_ROWS) -> Sample:
    """Whole customers drawn by chance, so that learning stays quick."""
    if len(sample) <= most:
        return sample
    units = np.unique(sample.unit)
    rng = np.random.default_rng(seed)
    kept = rng.permutation(units)[: max(1, int(len(units) * most / len(sample)))]
    return sample.where(np.isin(sample.unit, kept))


def _at_middle(values: Numbers) -> Numbers:
    there = values[~np.isnan(values)]
    return np.where(np.isnan(values), np.median(there) if len(there) else 0.0, values)


def _sample_on(
    rows: Rows,
    day: int,
    horizons: Sequence[int],
    beside: Beside,
    told: tuple[Weights, Memberships],
) -> Sample:
    weights, segments = told
    features = features_at(rows, day, beside)
    labels = {one: left_within(rows, features, one) for one in horizons}
    longest = labels[max(horizons)]
    kept = longest.is_told & ~features.is_gone
    whole = Sample(
        features.units,
        np.full(len(features), day, dtype=np.int64),
        longest.looked_until.astype(np.float64),
        features.matrix(),
        stages_of(features),
        segments.of(features.units),
        longest.certain_on,
        {one: label.left for one, label in labels.items()},
        plain_rankings(features, weights),
        signs_shown(features, RISKS),
    )
    return whole.where(kept)


def _stacked(parts: Sequence[Sample]) -> Sample:
    def joined(pick: Callable[[Sample], Any]) -> Any:
        return np.concatenate([pick(part) for part in parts])

    def each(pick: Callable[[Sample], Mapping[Any, Any]]) -> dict[Any, Any]:
        names = list(pick(parts[0]))
        return {name: np.concatenate([pick(part)[name] for part in parts]) for name in names}

    return Sample(
        joined(lambda part: part.unit), joined(lambda part: part.day),
        joined(lambda part: part.until), joined(lambda part: part.known),
        joined(lambda part: part.stage), joined(lambda part: part.segment),
        joined(lambda part: part.certain),
        each(lambda part: part.left),
        each(lambda part: part.rankings), each(lambda part: part.signs),
    )  # fmt: skip
