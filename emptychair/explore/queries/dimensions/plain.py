"""Dimensions that stand in the answer itself: words, survey, metric, score, time."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.db.models.functions import ExtractIsoWeekDay
from django.db.models.lookups import Exact
from django.utils.translation import gettext as _
from typing_extensions import override

from emptychair.accounts.access import Access
from emptychair.explore.queries.dimensions.dimension import Dimension
from emptychair.explore.rules.ordering import in_order_of
from emptychair.explore.rules.parts_of_time import day_named, narrowed, parts_within
from emptychair.explore.types import UNKNOWN, Member
from emptychair.explore.words import (
    LANGUAGES,
    band_name,
    dimension_words,
    measure_words,
    part_words,
    weekday_words,
)
from emptychair.kit.periods import Period
from emptychair.metrics.rules.scoring import sign_of
from emptychair.surveys.channel_words import channel_words
from emptychair.voice.queries import words_in_use

BANDS = {1: "good", 0: "middle", -1: "bad"}


class Words(Dimension):
    """Segment, language, channel, source: a word of the answer. Those of the newest answers stand
    in the filter.
    """

    def __init__(self, name: str, access: Access) -> None:
        super().__init__(name, dimension_words(name))
        self.by, self.access = (name,), access

    @override
    def token(self, key: Mapping[str, Any], metric: str, score: int) -> str:
        return key[self.name] or UNKNOWN

    @override
    def words_of(self, token: str, metric: str) -> str:
        if token == UNKNOWN:
            return _("not known")
        if self.name == "language":
            return LANGUAGES.get(token, token)
        return channel_words(token) if self.name in {"channel", "source"} else token

    @override
    def in_order(self, tokens: Iterable[str]) -> list[str]:
        return sorted(tokens, key=lambda token: (token == UNKNOWN, self.words_of(token, "")))

    @override
    def choices(self) -> list[Member]:
        return [
            Member(one, self.words_of(one, ""))
            for one in (*words_in_use(self.access, self.name), UNKNOWN)
        ]

    @override
    def filters(self, token: str) -> Mapping[str, Sequence[Any]]:
        return {self.name: ["" if token == UNKNOWN else token]}

    @override
    def condition(self, token: str) -> Q | None:
        return Q(source="" if token == UNKNOWN else token) if self.name == "source" else None


class Surveys(Dimension):
    """Which survey asked."""

    by = ("survey",)
    is_atomic = True

    def __init__(self, named: Mapping[int, str]) -> None:
        super().__init__("survey", dimension_words("survey"))
        self.named = {str(pk): words for pk, words in named.items()}

    @override
    def token(self, key: Mapping[str, Any], metric: str, score: int) -> str:
        return str(key["survey"])

    @override
    def words_of(self, token: str, metric: str) -> str:
        return self.named.get(token) or _("not known")

    @override
    def in_order(self, tokens: Iterable[str]) -> list[str]:
        return in_order_of(self.named, tokens)

    @override
    def choices(self) -> list[Member]:
        return [Member(token, words) for token, words in self.named.items()]

    @override
    def filters(self, token: str) -> Mapping[str, Sequence[Any]]:
        return {"survey": [int(token)] if token.isascii() and token.isdigit() else []}

    @override
    def condition(self, token: str) -> Q | None:
        return Q(survey=int(token) if token.isascii() and token.isdigit() else None)


class Measured(Dimension):
    """Which metric was asked for; only among counts of answers."""

    is_atomic = True

    def __init__(self, metrics: Sequence[str]) -> None:
        super().__init__("measured", dimension_words("measured"))
        self.metrics = metrics

    @override
    def token(self, key: Mapping[str, Any], metric: str, score: int) -> str:
        return metric

    @override
    def words_of(self, token: str, metric: str) -> str:
        return measure_words(token) if token in self.metrics else _("not known")

    @override
    def choices(self) -> list[Member]:
        return [Member(one, measure_words(one)) for one in self.metrics]

    @override
    def filters(self, token: str) -> Mapping[str, Sequence[Any]]:
        return {}

    @override
    def keeps(self, token: str, metric: str, score: int) -> bool:
        return token == metric


class Bands(Dimension):
    """Good, middle and bad answers."""

    is_atomic = True

    def __init__(self) -> None:
        super().__init__("band", dimension_words("band"))

    @override
    def token(self, key: Mapping[str, Any], metric: str, score: int) -> str:
        return BANDS[sign_of(metric, score)]

    @override
    def words_of(self, token: str, metric: str) -> str:
        return band_name(metric, token) if token in BANDS.values() else _("not known")

    @override
    def in_order(self, tokens: Iterable[str]) -> list[str]:
        return sorted(tokens, key=("bad", "middle", "good").index)

    @override
    def choices(self) -> list[Member]:
        return [Member(one, self.words_of(one, "answers")) for one in ("bad", "middle", "good")]

    @override
    def filters(self, token: str) -> Mapping[str, Sequence[Any]]:
        return {}

    @override
    def keeps(self, token: str, metric: str, score: int) -> bool:
        return BANDS[sign_of(metric, score)] == token


class Scores(Bands):
    """The single score that was given."""

    def __init__(self) -> None:
        Dimension.__init__(self, "score", dimension_words("score"))

    @override
    def token(self, key: Mapping[str, Any], metric: str, score: int) -> str:
        return str(score)

    @override
    def words_of(self, token: str, metric: str) -> str:
        return token

    @override
    def in_order(self, tokens: Iterable[str]) -> list[str]:
        return sorted(tokens, key=int)

    @override
    def choices(self) -> list[Member]:
        return [Member(str(score), str(score)) for score in range(11)]

    @override
    def keeps(self, token: str, metric: str, score: int) -> bool:
        return str(score) == token


class Times(Dimension):
    """Days, weeks, months, quarters, years of the workspace. `part` is how cubes name it."""

    is_time = counts_again = True

    def __init__(self, name: str, *, part: str, first_month: int = 1) -> None:
        super().__init__(name, dimension_words(name))
        self.part, self.by, self.first_month = part, (part,), first_month
        self.is_atomic = part in {"month", "quarter", "year"}

    @override
    def token(self, key: Mapping[str, Any], metric: str, score: int) -> str:
        return str(key[self.part].isoformat())

    @override
    def words_of(self, token: str, metric: str) -> str:
        first = day_named(token)
        return part_words(self.name, first, first_month=self.first_month) if first else token

    @override
    def filters(self, token: str) -> Mapping[str, Sequence[Any]]:
        return {}

    @override
    def narrowed(self, token: str, period: Period) -> Period | None:
        first = day_named(token)
        return narrowed(period, self.part, first) if first else None

    def all_within(self, period: Period) -> list[str]:
        """Every part that has a day in a period, whether anybody answered or not."""
        return [first.isoformat() for first in parts_within(self.part, period)]


class Weekdays(Dimension):
    """Days of the week, Monday first: on which the answer that counts was given."""

    by = ("weekday",)

    def __init__(self, access: Access) -> None:
        super().__init__("weekday", dimension_words("weekday"))
        self.zone = access.workspace.zone

    @override
    def token(self, key: Mapping[str, Any], metric: str, score: int) -> str:
        return str(key["weekday"])

    @override
    def words_of(self, token: str, metric: str) -> str:
        return weekday_words(int(token)) if token in set("0123456") else _("not known")

    @override
    def choices(self) -> list[Member]:
        return [Member(str(day), weekday_words(day)) for day in range(7)]

    @override
    def filters(self, token: str) -> Mapping[str, Sequence[Any]]:
        return {"weekday": [int(token)] if token in set("0123456") else []}

    @override
    def condition(self, token: str) -> Q | None:
        day = int(token) + 1 if token in set("0123456") else 0
        weekday: Any = ExtractIsoWeekDay("answered_at", tzinfo=self.zone)
        return Q(Exact(weekday, day))
