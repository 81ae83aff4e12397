"""What stands behind a figure: its voices, its people, and which answers they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.rules.plain_words import day_range
from emptychair.explore.types import ANSWERS, RATE, Question
from emptychair.kit.periods import Period
from emptychair.metrics.rules.scoring import scores_of_band
from emptychair.surveys.queries.privacy import private_surveys
from emptychair.voice.queries import answers_left
from emptychair.voice.types import VoiceFilters

# The page of voices has filters and words of its own for these.
OF_VOICES = ("touchpoint", "segment", "group", "language", "channel", "band", "score")
KNOWN_TO_VOICES = ("q", "metric", "period", "case", "order", "words", "marks", "page")
SIGNS = {"good": 1, "middle": 0, "bad": -1}


@dataclass(frozen=True, slots=True)
class FurtherFilter:
    """A filter that Explore brings to the page of voices."""

    name: str
    value: str
    words: str
    value_words: str


@dataclass(frozen=True)
class Behind:
    """The answers of one figure: a question without rows and columns."""

    access: Access
    catalogue: Catalogue
    question: Question

    @cached_property
    def days(self) -> Period | None:
        """Its days, parts of time taken into account; None where none is left."""
        days: Period | None = self.question.period
        for name, token in self.question.filters:
            days = self.catalogue[name].narrowed(token, days) if days else None
        return days

    @cached_property
    def voices_words(self) -> dict[str, str]:
        """The same filters for the address of voices, with answers that say nothing in words."""
        found = {"period": day_range(self.days or self.question.period), "words": "all"}
        if self.question.measure not in {ANSWERS, RATE}:
            found["metric"] = self.question.measure
        for name, token in self.question.filters:
            if name == "measured":
                found["metric"] = token
            elif not self.catalogue[name].is_time:
                found[name] = token
        return found

    @cached_property
    def voices(self) -> VoiceFilters | None:
        """The answers as the page of voices finds them; None where there can be none."""
        if self.days is None or self.question.measure == RATE:
            return None
        given, metric = dict(self.question.filters), self.voices_words.get("metric", "")
        return VoiceFilters(
            metric=metric,
            scores=_scores(metric, given),
            touchpoint_id=_number(given.get("touchpoint", "")),
            segment=given.get("segment", ""),
            language=given.get("language", ""),
            channel=given.get("channel", ""),
            group_id=_number(given.get("group", "")),
            further=further_condition(self.access, given, catalogue=self.catalogue),
            period=self.days,
            silent_too=True,
            order="lowest" if metric else "newest",
        )

    @property
    def people(self) -> Q:
        """The condition on people: who gave such an answer, other than to a private survey."""
        if self.voices is None:
            return Q(pk__in=[])
        private = private_surveys(self.access).values("pk")
        rows = answers_left(self.access, self.voices).exclude(survey__in=private)
        return Q(pk__in=rows.filter(person__isnull=False).values("person_id"))


def further_condition(
    access: Access, given: Mapping[str, str], *, catalogue: Catalogue | None = None
) -> Q | None:
    """Filters that the page of voices does not know by itself, as a condition on answers."""
    catalogue = catalogue or Catalogue(access)
    names, found = _further_names(catalogue, given), Q()
    for name in names:
        found &= catalogue[name].condition(given[name]) or Q()
    return found if names else None


def further_filters(access: Access, given: Mapping[str, str]) -> list[FurtherFilter]:
    """Each such filter with what it and its value are called."""
    catalogue = Catalogue(access)
    return [
        FurtherFilter(
            name,
            given[name],
            catalogue.words(name),
            catalogue[name].words_of(given[name], ""),
        )
        for name in _further_names(catalogue, given)
    ]


def _further_names(catalogue: Catalogue, given: Mapping[str, str]) -> list[str]:
    known = {*OF_VOICES, *KNOWN_TO_VOICES}
    return [
        name
        for name, value in given.items()
        if value
        and name not in known
        and name in catalogue
        and catalogue[name].condition(value) is not None
    ]


def _number(token: str) -> int | None:
    return int(token) if token.isascii() and token.isdigit() else None


def _scores(metric: str, given: Mapping[str, str]) -> tuple[int, ...]:
    score, sign = _number(given.get("score", "")), SIGNS.get(given.get("band", ""))
    if score is not None:
        return (min(score, 99),)
    return tuple(scores_of_band(metric, sign)) if metric and sign is not None else ()
