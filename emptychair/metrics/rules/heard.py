"""From one row a person to who is heard: shares, weights to the customers there are, strata."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from emptychair.metrics.heard_types import Dimension, HeardGroup, Strata, Weighted
from emptychair.stats import (
    Heard,
    StatsError,
    count_scores,
    heard_share,
    nps,
    nps_weighted,
    rake,
    response_propensity,
    worst_case_bounds,
)
from emptychair.stats.intervals import NpsEstimate

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
SIZES = ("1", "2-9", "10+")
GROUPS_AT_MOST = 12
REST = "…"  # groups too small to stand alone
FEWEST = 30
LEAST_HEARD = 5


@dataclass(frozen=True)
class Everybody:
    """People, a place in each row for one. `score` is not a number where there is none. The `empty`
    are companies with a value of whose people none is known: nobody, and yet customers.
    """

    id: NDArray[np.int64]
    unit: NDArray[np.int64]
    words: dict[str, NDArray[np.object_]]  # by dimension
    joined: Numbers
    value: Numbers
    score: Numbers
    said: Flags
    asked: Flags

    empty_unit: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    empty_value: Numbers = field(default_factory=lambda: np.empty(0))

    @property
    def rated(self) -> Flags:
        """Of whom there is a score."""
        return np.isfinite(self.score)


def with_sizes(unit: NDArray[np.int64]) -> NDArray[np.object_]:
    """How many people the customer of each is made of, in three bands."""
    _units, number, count = np.unique(unit, return_inverse=True, return_counts=True)
    sizes = count[number]
    return np.where(sizes >= 10, SIZES[2], np.where(sizes > 1, SIZES[1], SIZES[0])).astype(object)


def share_of(rows: Everybody, wanted: Flags) -> Heard | None:
    """Customers and revenue: a company counts once, and is heard when one of its people is."""
    if not wanted.any():
        return None
    units, first, number = np.unique(rows.unit[wanted], return_index=True, return_inverse=True)
    said = np.bincount(number, rows.said[wanted], minlength=len(units)) > 0
    return heard_share(np.maximum(rows.value[wanted][first], 0), said)


def share_of_all(rows: Everybody) -> Heard | None:
    """The same of everybody, and of companies of whose people none is known: none of them was
    heard, and what they pay belongs to the whole.
    """
    units, first, number = np.unique(rows.unit, return_index=True, return_inverse=True)
    said = np.bincount(number, rows.said, minlength=len(units)) > 0
    value = np.concatenate([np.maximum(rows.value[first], 0), rows.empty_value])
    if not len(value):
        return None
    return heard_share(value, np.concatenate([said, np.zeros(len(rows.empty_value), dtype=bool)]))


def score_of_rows(rows: Everybody, wanted: Flags) -> NpsEstimate | None:
    """The plain score of some of them."""
    scores = rows.score[wanted & rows.rated]
    return nps(*count_scores(scores)) if len(scores) else None


def groups_of(rows: Everybody, by: Dimension) -> tuple[HeardGroup, ...]:
    """Each value of a dimension, the largest first."""
    words = rows.words[by]
    found = []
    for key, n in Counter(words.tolist()).most_common(GROUPS_AT_MOST):
        own = words == key
        found.append(
            HeardGroup(
                key=key,
                people=n,
                asked=int((own & rows.asked).sum()),
                heard=int((own & rows.said).sum()),
                answered=int((own & rows.asked & rows.said).sum()),
                heard_share=share_of(rows, own),
                score=score_of_rows(rows, own),
            )
        )
    return tuple(found)


def bounds_of(rows: Everybody) -> tuple[float, float] | None:
    """Where the score of everybody asked can lie."""
    answered = int((rows.asked & rows.rated).sum())
    score = score_of_rows(rows, rows.asked)
    if score is None:
        return None
    return worst_case_bounds(score.score, answered, int(rows.asked.sum()))


def weighted_of(rows: Everybody, margins: tuple[Dimension, ...]) -> Weighted:
    """The score had every group answered in its share of the customers; small groups together."""
    told = rows.rated
    labels = {each: _pooled(rows.words[each], told) for each in margins}
    if int(told.sum()) < FEWEST or not margins:
        return Weighted(margins, None, refusal="few")
    try:
        raked = rake(
            {each: labels[each][told].tolist() for each in margins},
            {each: Counter(labels[each].tolist()) for each in margins},
        )
        score = nps_weighted(rows.score[told], raked.weights, clusters=rows.unit[told].tolist())
    except StatsError:
        return Weighted(margins, None, refusal="margins")
    return Weighted(margins, score, raked.design_effect, raked.trimmed, raked.gap)


def _pooled(words: NDArray[np.object_], told: Flags) -> NDArray[np.object_]:
    """Groups of which fewer than five answered stand together with one another, or the largest."""
    answers = Counter(words[told].tolist())
    small = [key for key in set(words.tolist()) if answers[key] < LEAST_HEARD]
    if not small or not answers:
        return words
    enough = sum(answers[key] for key in small) >= LEAST_HEARD
    name = REST if enough else answers.most_common(1)[0][0]
    return np.where(np.isin(words, small), name, words).astype(object)


def strata_of(rows: Everybody) -> Strata:
    """Who answers of those asked, from value, time as a customer and segment."""
    asked = rows.asked
    known = _known(rows, asked)
    try:
        found = response_propensity(known, (rows.said[asked]).astype(float))
    except StatsError:
        return Strata((), (), None, refusal="few")
    told = rows.rated[asked] & (found.weights > 0)
    score = None
    if int(told.sum()) >= FEWEST:
        units = rows.unit[asked][told].tolist()
        try:
            score = nps_weighted(rows.score[asked][told], found.weights[told], clusters=units)
        except StatsError:
            score = None
    return Strata(found.rates, found.balance, score)


def _known(rows: Everybody, asked: Flags) -> dict[str, Numbers]:
    value, joined = np.log1p(np.maximum(rows.value[asked], 0)), rows.joined[asked]
    there = np.isfinite(joined)
    latest = float(joined[there].max()) if there.any() else 0.0
    found = {"value": value, "tenure": np.where(there, latest - np.where(there, joined, 0), 0.0)}
    segments = rows.words["segment"][asked]
    for segment, n in Counter(segments.tolist()).most_common(6)[1:]:
        if n >= FEWEST:
            found[f"segment {segment}"] = (segments == segment).astype(np.float64)
    return {name: values for name, values in found.items() if len(values) and np.ptp(values) > 0}


def silent_units(rows: Everybody) -> list[tuple[int, float, int, bool]]:
    """Customers of whom nobody said anything: unit, value, people, asked; the largest first."""
    units, first, number = np.unique(rows.unit, return_index=True, return_inverse=True)
    said = np.bincount(number, rows.said, minlength=len(units)) > 0
    asked = np.bincount(number, rows.asked, minlength=len(units)) > 0
    people = np.bincount(number, minlength=len(units))
    value = np.maximum(rows.value[first], 0)
    nobody = [
        (int(unit), float(worth), 0, False)
        for unit, worth in zip(rows.empty_unit, rows.empty_value, strict=True)
    ]
    found = [
        (int(units[at]), float(value[at]), int(people[at]), bool(asked[at]))
        for at in np.flatnonzero(~said & (value > 0))
    ]
    return sorted((*found, *nobody), key=lambda one: (-one[1], one[0]))
