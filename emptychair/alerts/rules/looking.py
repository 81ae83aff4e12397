"""One look at everything, on one morning; and a year of mornings in a row."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np

from emptychair.alerts.rules.budget import alpha_of, alpha_of_score
from emptychair.alerts.rules.changes import Watch
from emptychair.alerts.rules.coverage import falling_coverage
from emptychair.alerts.rules.material import Block, Material, Noticed, Past, Stream, Wishes
from emptychair.alerts.rules.shares import rising_shares
from emptychair.alerts.rules.themes import rising_tags
from emptychair.alerts.rules.unusual_days import unusual_days

ANSWERS_TAKE = timedelta(days=14)  # a share of answers is told when they had time to come
IN_POINTS = frozenset({"score", "share", "rate", "coverage"})
SMALLEST_RANGE = 6.0  # of CES, 1 to 7: points there are worth so much more


class Looks:
    """Material ready to be looked at on any morning."""

    def __init__(self, material: Material, wishes: Wishes) -> None:
        self.material, self.wishes = material, wishes
        self.scores = [
            Watch(block, kind="score", alphas=alphas)
            for block, alphas in zip(material.scores, _score_alphas(material), strict=True)
        ]
        rates = material.rates
        share = alpha_of("rate", streams=len(rates.streams)) if rates else 1.0
        alphas = [share] * len(rates.streams) if rates else []
        self.rates = Watch(rates, kind="rate", alphas=alphas) if rates else None
        self.only_places = only_places(material.scores)
        self.places = sum(
            stream.place_kind == "touchpoint"
            for block in material.scores
            for stream in block.streams
        )

    def at(self, day: date, past: Sequence[Past]) -> list[Noticed]:
        """What is new on the morning of this day, the surest first."""
        found = [one for one in self._everything(day, past) if self._is_wanted(one)]
        return sorted(found, key=lambda one: (one.is_good, one.kind, one.stream))

    def _everything(self, day: date, past: Sequence[Past]) -> Iterator[Noticed]:
        for watch in self.scores:
            yield from self._scores(watch, day, past)
            if day.weekday() == 0:
                yield from rising_shares(watch.block, day, past, streams=self.places)
        if self.rates:
            yield from (one for one in self._rates(day, past) if not one.is_good)
        yield from falling_coverage(self.material.heard, day, past)
        if self.material.counts:
            yield from unusual_days(
                self.material.counts, day, past, holidays=self.material.holidays
            )
        if self.material.tags and day.weekday() == 0:
            yield from rising_tags(self.material.tags, day, past)

    def _scores(self, watch: Watch, day: date, past: Sequence[Past]) -> Iterator[Noticed]:
        """Each once: what is the company's and one touchpoint's alone is told of the touchpoint."""
        told: set[Stream] = set()
        for one in watch.changes(day, [*past, *self._twins(past)]):
            stream = self.only_places.get(one.stream, one.stream)
            if stream not in told:
                told.add(stream)
                yield replace(one, stream=stream)

    def _twins(self, past: Sequence[Past]) -> Iterator[Past]:
        """What was told of the one counts for the other too."""
        for company, place in self.only_places.items():
            for one in past:
                if one.stream in (company, place):
                    yield one._replace(stream=place if one.stream == company else company)

    def _rates(self, day: date, past: Sequence[Past]) -> Iterator[Noticed]:
        if self.rates is None:
            return
        for one in self.rates.changes(day - ANSWERS_TAKE, past):
            yield replace(one, first_seen=day)

    def _is_wanted(self, one: Noticed) -> bool:
        wishes = self.wishes
        if one.kind not in wishes.kinds or one.stream.name in wishes.quiet:
            return False
        if one.is_good and not wishes.good_too:
            return False
        return one.kind not in IN_POINTS or abs(one.estimate) >= interest_in(one, wishes.interest)


def only_places(blocks: Sequence[Block]) -> dict[Stream, Stream]:
    """The touchpoint that all answers of a company's stream come from, where there is one."""
    return {
        company[1]: place[1]
        for block in blocks
        for company, place in product(*(_rows(block, kind) for kind in ("company", "touchpoint")))
        if all(
            np.array_equal(side[company[0]], side[place[0]])
            for side in (block.n, block.total, block.squares, block.low)
        )
    }


def _rows(block: Block, kind: str) -> list[tuple[int, Stream]]:
    return [(row, one) for row, one in enumerate(block.streams) if one.place_kind == kind]


def interest_in(one: Noticed, points: float) -> float:
    """The smallest change of interest, given in NPS points (of 200), in the unit of the stream."""
    if one.kind == "score" and one.stream.metric == "ces":
        return points * SMALLEST_RANGE / 200
    return points / 2 if one.stream.metric != "nps" and one.kind == "score" else points


def replay(looks: Looks, *, first: date, end: date) -> list[Noticed]:
    """What would have been told from `first` up to, not including, `end`, looking each morning."""
    past: list[Past] = []
    told: list[Noticed] = []
    for number in range((end - first).days):
        day = first + timedelta(days=number)
        for one in looks.at(day, past):
            told.append(one)
            past.append(Past(one.kind, one.stream, one.since, one.first_seen))
    return told


def _score_alphas(material: Material) -> list[list[float]]:
    streams = [one for block in material.scores for one in block.streams]
    companies = sum(one.place_kind == "company" for one in streams)
    return [
        [
            alpha_of_score(
                is_company=one.place_kind == "company", companies=companies, streams=len(streams)
            )
            for one in block.streams
        ]
        for block in material.scores
    ]
