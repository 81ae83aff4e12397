"""Did people change their minds, or did other people answer? Explained in
`docs/algorithms/mix-and-rate.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from emptychair.stats.counts import Counts, NpsCounts, as_counts
from emptychair.stats.errors import TooFew

_NOBODY = NpsCounts(0, 0, 0)


@dataclass(frozen=True)
class MixAndRate:
    """A change of NPS in points, split: `total` is `mix` (who answered) plus `rate` (what they
    said). `by_segment` holds each segment's (mix, rate).
    """

    total: float
    mix: float
    rate: float
    by_segment: dict[str, tuple[float, float]] = field(default_factory=dict)


def mix_and_rate(before: Mapping[str, Counts], after: Mapping[str, Counts]) -> MixAndRate:
    """Split the change of the total NPS into mix and rate, after Kitagawa (1955), in points.

    mix = sum of (change of share * mean rate), rate = sum of (change of rate * mean share). The
    two always add up to the change of the total. A segment that answered in one period only has no
    second rate: its one rate stands for both, so that its coming or going is all mix. One
    segment's mix is a part of a sum and says nothing alone. Raises `TooFew` when a period is empty.
    """
    names = list(dict.fromkeys([*before, *after]))
    old = {name: as_counts(before.get(name, _NOBODY)) for name in names}
    new = {name: as_counts(after.get(name, _NOBODY)) for name in names}
    n_old, n_new = sum(each.n for each in old.values()), sum(each.n for each in new.values())
    if n_old == 0 or n_new == 0:
        raise TooFew("A change needs at least one answer before and one after.")
    parts = {name: _parts(old[name], new[name], n_old, n_new) for name in names}
    mix = sum(part[0] for part in parts.values())
    rate = sum(part[1] for part in parts.values())
    return MixAndRate(_total(new, n_new) - _total(old, n_old), mix, rate, parts)


def _parts(old: NpsCounts, new: NpsCounts, n_old: int, n_new: int) -> tuple[float, float]:
    share_old, share_new = old.n / n_old, new.n / n_new
    rate_old = _rate(old if old.n else new)
    rate_new = _rate(new if new.n else old)
    mix = (share_new - share_old) * (rate_old + rate_new) / 2
    rate = (rate_new - rate_old) * (share_old + share_new) / 2
    return mix, rate


def _rate(counts: NpsCounts) -> float:
    return 100 * (counts.promoters - counts.detractors) / counts.n if counts.n else 0.0


def _total(segments: Mapping[str, NpsCounts], n: int) -> float:
    return 100 * sum(each.promoters - each.detractors for each in segments.values()) / n
