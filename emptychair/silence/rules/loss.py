"""Who left, and what of it is more than chance."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from emptychair.silence.loss_types import Mix, Part, Place, Price
from emptychair.silence.types import Unit
from emptychair.stats import Impossible, NpsCounts, TooFew, mix_and_rate, wilson
from emptychair.stats.exposure import events_against

PRICE_DAYS = 60
LONGEST_LOOK = timedelta(days=730)
FEWEST_AT_A_PLACE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A customer with the day on which they left, if they did."""

    unit: Unit
    came_on: date
    last_seen: date
    left_on: date | None
    told: bool
    heard: bool
    segment: str
    place: str
    value: float | None

    def there_in(self, first: date, end: date) -> bool:
        """Whether they were a customer on some day of a period."""
        return self.came_on < end and (self.left_on is None or self.left_on >= first)

    def left_in(self, first: date, end: date) -> bool:
        """Whether they left in a period."""
        return self.left_on is not None and first <= self.left_on < end


def part_of(count: int, n: int) -> Part | None:
    """A share with Wilson's interval; nothing of nothing."""
    if n <= 0:
        return None
    share = wilson(count, n)
    return Part(count=count, n=n, share=share.share, low=share.low, high=share.high)


def left_share(customers: Iterable[Gone], first: date, end: date) -> Part | None:
    """Those who left in a period, of those who were there."""
    there = [one for one in customers if one.there_in(first, end)]
    return part_of(sum(one.left_in(first, end) for one in there), len(there))


def by_place(
    customers: Sequence[Gone], names: dict[str, str], first: date, end: date
) -> list[Place]:
    """After which touchpoint they left: of those whom it reached last, the share that left."""
    there = [one for one in customers if one.place and one.there_in(first, end)]
    met = Counter(one.place for one in there)
    left = Counter(one.place for one in there if one.left_in(first, end))
    found = [
        Place(key=key, name=names.get(key, key), part=part)
        for key, count in met.items()
        if count >= FEWEST_AT_A_PLACE and (part := part_of(left[key], count))
    ]
    return sorted(found, key=lambda one: (-one.part.low, one.name))


def by_segment(
    customers: Sequence[Gone], before: tuple[date, date], after: tuple[date, date]
) -> tuple[float | None, float | None, list[Mix]]:
    """How much of the change is other customers, and how much is customers leaving more often.

    Kitagawa's split of the share that left, in percent points: mix, rate, and each segment.
    """
    counts = [_counts(customers, *period) for period in (before, after)]
    try:
        split = mix_and_rate(*(_as_counts(each) for each in counts))
    except TooFew:
        return None, None, []
    rows = [
        Mix(
            segment=name,
            before=part_of(*counts[0].get(name, (0, 0))),
            after=part_of(*counts[1].get(name, (0, 0))),
            mix=parts[0],
            rate=parts[1],
        )
        for name, parts in split.by_segment.items()
    ]
    return split.mix, split.rate, sorted(rows, key=lambda one: -abs(one.mix + one.rate))


def price_of(
    customers: Sequence[Gone], change: tuple[int, date, str, float | None], today: date
) -> Price:
    """Those who left in the sixty days after a change of prices, against the rate otherwise."""
    number, day, words, percent = change
    end = min(day + timedelta(days=PRICE_DAYS), today + timedelta(days=1))
    first = max(min((one.came_on for one in customers), default=today), today - LONGEST_LOOK)
    observed = sum(one.left_in(day, end) for one in customers)
    outside = sum(one.left_in(first, today + timedelta(days=1)) for one in customers)
    outside -= sum(one.left_in(max(first, day), end) for one in customers)
    inside_days = sum(_days(one, max(first, day), end) for one in customers)
    all_days = sum(_days(one, first, today + timedelta(days=1)) for one in customers)
    facts = {
        "id": number,
        "on": day.isoformat(),
        "words": words,
        "percent": percent,
        "days": max(0, (end - day).days),
        "observed": observed,
    }
    try:
        found = events_against(observed, inside_days, outside, all_days - inside_days)
    except (TooFew, Impossible):
        empty = dict.fromkeys(("expected", "ratio", "low", "high", "p_value"))
        return Price(**facts, **empty)  # type: ignore[arg-type]  # plain facts by their names
    return Price(
        **facts,  # type: ignore[arg-type]  # plain facts by their names
        expected=found.expected,
        ratio=found.ratio if found.expected else None,
        low=found.low,
        high=found.high,
        p_value=found.p_value,
    )


def _counts(customers: Iterable[Gone], first: date, end: date) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for one in customers:
        if one.there_in(first, end):
            left, there = found.get(one.segment, (0, 0))
            found[one.segment] = (left + one.left_in(first, end), there + 1)
    return found


def _as_counts(counts: dict[str, tuple[int, int]]) -> dict[str, NpsCounts]:
    """As the split wants them: who left counts one, who stayed nothing."""
    return {name: NpsCounts(left, there - left, 0) for name, (left, there) in counts.items()}


def _days(one: Gone, first: date, end: date) -> int:
    start = max(first, one.came_on)
    stop = min(end, one.left_on) if one.left_on else end
    return max(0, (stop - start).days)
