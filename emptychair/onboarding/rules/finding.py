"""Moments that go along with staying: chosen on earlier sign-ups, shown on later ones.

Explained in `docs/algorithms/first-value-finder.md`. Nothing here is a cause.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emptychair.onboarding.finding_types import (
    COUNTS,
    WINDOWS,
    Candidate,
    Moment,
    Search,
    Split,
)
from emptychair.stats import Difference, benjamini_hochberg, newcombe, wilson

EARLIER = 0.6  # share of the sign-ups on which candidates are chosen
FEWEST_EARLIER, FEWEST_LATER, FEWEST_SIDE = 60, 40, 10
SHOWN = 10
SURE = 0.05
Bools = NDArray[np.bool_]
Counts = NDArray[np.int64]  # customers by windows


@dataclass(frozen=True, slots=True)
class Watched:
    """Everybody who was watched for the same time, in the order of their start.

    `counts` gives for each name how often each did it within each of the windows.
    """

    began: Counts
    well: Bools
    counts: Mapping[str, Counts]


def search(watched: Watched) -> Search:
    """The candidates that the earlier sign-ups choose, with what the later ones say."""
    cut = _cut(watched.began)
    earlier, later = slice(0, cut), slice(cut, len(watched.began))
    n_earlier, n_later = cut, len(watched.began) - cut
    base = _share(int(watched.well[later].sum()), n_later)
    if n_earlier < FEWEST_EARLIER or n_later < FEWEST_LATER:
        return _nothing(0, n_earlier, n_later, base, "few")
    tried = list(_splits(watched, earlier))
    if not tried:
        return _nothing(0, n_earlier, n_later, base, "rare")
    gaps = [_gap(split) for _one, split in tried]
    adjusted = benjamini_hochberg([gap.p_value for gap in gaps])
    chosen = _best(
        [
            (one, split, gap.low, float(q))
            for (one, split), gap, q in zip(tried, gaps, adjusted, strict=True)
            if q <= SURE and gap.low > 0
        ]
    )
    moments = _shown(watched, chosen, later)
    return Search(
        tried=len(tried), earlier=n_earlier, later=n_later, base=base, moments=tuple(moments)
    )


Chosen = tuple[Candidate, Split, float, float]


def _cut(began: Counts) -> int:
    """Between two days of sign-up, so that the later ones are later."""
    if not len(began):
        return 0
    place = int(len(began) * EARLIER)
    return int(np.searchsorted(began, began[min(place, len(began) - 1)], side="left"))


def _splits(watched: Watched, part: slice) -> Sequence[tuple[Candidate, Split]]:
    found = []
    well = watched.well[part]
    for name, counts in sorted(watched.counts.items()):
        seen: set[bytes] = set()
        for place, days in enumerate(WINDOWS):
            for count in COUNTS:
                did = counts[part, place] >= count
                split = _split(did, well)
                key = did.tobytes()
                if min(split.did, split.others) >= FEWEST_SIDE and key not in seen:
                    found.append((Candidate(name, count, days), split))
                seen.add(key)
    return found


def _split(did: Bools, well: Bools) -> Split:
    others = ~did
    return Split(
        int(did.sum()), int((did & well).sum()), int(others.sum()), int((others & well).sum())
    )


def _best(chosen: list[Chosen]) -> list[Chosen]:
    """Of each name the one that the earlier sign-ups are surest of; the best of those."""
    by_name: dict[str, Chosen] = {}
    for one in chosen:
        before = by_name.get(one[0].name)
        if before is None or one[2] > before[2]:
            by_name[one[0].name] = one
    return sorted(by_name.values(), key=lambda one: (-one[2], one[0].name))[:SHOWN]


def _shown(watched: Watched, chosen: list[Chosen], later: slice) -> list[Moment]:
    splits = []
    for one, split, _low, q in chosen:
        counts = watched.counts[one.name][later, WINDOWS.index(one.days)]
        after = _split(counts >= one.count, watched.well[later])
        if min(after.did, after.others) >= FEWEST_SIDE:
            splits.append((one, split, after, q))
    gaps = [_gap(after) for _one, _before, after, _q in splits]
    adjusted = benjamini_hochberg([gap.p_value for gap in gaps])
    return [
        Moment(
            candidate=one,
            earlier=before,
            later=after,
            share_did=_share(after.did_well, after.did),
            share_others=_share(after.others_well, after.others),
            gap=(gap.estimate, gap.low, gap.high),
            q_earlier=q,
            q_later=float(q_later),
            holds=bool(q_later <= SURE and gap.low > 0),
        )
        for (one, before, after, q), gap, q_later in zip(splits, gaps, adjusted, strict=True)
    ]


def _gap(split: Split) -> Difference:
    return newcombe(split.others_well, split.others, split.did_well, split.did)


def _share(well: int, n: int) -> tuple[float, float, float]:
    if n == 0:
        return (0.0, 0.0, 1.0)
    found = wilson(well, n)
    return found.share, found.low, found.high


def _nothing(
    tried: int, earlier: int, later: int, base: tuple[float, float, float], why: str
) -> Search:
    return Search(tried=tried, earlier=earlier, later=later, base=base, moments=(), refused=why)
