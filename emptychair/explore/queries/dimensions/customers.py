"""Dimensions that are not in the answer: saved segments, and what is known of customers."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _
from typing_extensions import override

from emptychair.accounts.access import Access
from emptychair.explore.queries.dimensions.dimension import Dimension
from emptychair.explore.queries.facts import BETWEEN, Fact, Known, known_of
from emptychair.explore.rules.ordering import in_order_of
from emptychair.explore.types import UNKNOWN, Member
from emptychair.explore.words import dimension_words

if TYPE_CHECKING:
    from emptychair.customers.models import Segment

MOST_CHOICES = 60
YES_OR_NO = ("yes", "no")


class Groups(Dimension):
    """Saved segments of customers: one answer counts in each that its person is in now."""

    overlaps = True

    def __init__(self, segments: "Sequence[Segment]") -> None:
        super().__init__("group", dimension_words("group"))
        self.named = {str(one.pk): one.name for one in segments}

    @override
    def token(self, key: Mapping[str, Any], metric: str, score: int) -> str:
        return UNKNOWN  # counted segment by segment, so each count knows its own

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
        return {}


class Facts(Dimension):
    """A fact about the customer: the words of a small table beside the answers."""

    def __init__(self, access: Access, fact: Fact) -> None:
        super().__init__(fact.name, fact.words)
        self.access, self.fact = access, fact
        self.column = "fact_" + "".join(one if one.isalnum() else "_" for one in fact.name)
        self.by = (self.column,)

    @cached_property
    def known(self) -> Known:
        """Its words, read when they are needed."""
        return known_of(self.access, self.fact)

    @override
    def token(self, key: Mapping[str, Any], metric: str, score: int) -> str:
        return key[self.column] or UNKNOWN

    @override
    def words_of(self, token: str, metric: str) -> str:
        if token == UNKNOWN:
            return _("not known")
        if self.fact.values is not None:
            return self._named.get(token, token)
        if token in YES_OR_NO:
            return _("yes") if token == YES_OR_NO[0] else _("no")
        return _band_words(token) if self.fact.is_number else token

    @override
    def in_order(self, tokens: Iterable[str]) -> list[str]:
        places = self._named or {token: token for token in self.known.in_order}
        return sorted(in_order_of(places, tokens), key=lambda token: token == UNKNOWN)

    @override
    def choices(self) -> list[Member]:
        known = self.in_order(self.known.in_order)[:MOST_CHOICES]
        return [Member(one, self.words_of(one, "")) for one in (*known, UNKNOWN)]

    @property
    def _named(self) -> dict[str, str]:
        """Words that have an order and are called otherwise."""
        return dict(self.fact.values(self.access)) if self.fact.values else {}

    @override
    def filters(self, token: str) -> Mapping[str, Sequence[Any]]:
        return {self.column: ["" if token == UNKNOWN else token]}

    @override
    def condition(self, token: str) -> Q | None:
        return self.fact.condition(self.access, token)


class Tags(Facts):
    """Tags of the answers: an answer counts at each of its own."""

    overlaps = True

    @cached_property
    def _all(self) -> list[str]:
        return sorted({one for several in self.known.in_order for one in several.split(BETWEEN)})

    @override
    def tokens(self, key: Mapping[str, Any], metric: str, score: int) -> tuple[str, ...]:
        return tuple((key[self.column] or UNKNOWN).split(BETWEEN))

    @override
    def words_of(self, token: str, metric: str) -> str:
        return _("without a tag") if token == UNKNOWN else token

    @override
    def in_order(self, tokens: Iterable[str]) -> list[str]:
        return sorted(tokens, key=lambda token: (token == UNKNOWN, token))

    @override
    def choices(self) -> list[Member]:
        return [Member(one, self.words_of(one, "")) for one in (*self._all, UNKNOWN)]

    @override
    def filters(self, token: str) -> Mapping[str, Sequence[Any]]:
        if token == UNKNOWN:
            return {self.column: [""]}
        holding = [one for one in self.known.in_order if token in one.split(BETWEEN)]
        return {self.column: holding}


def _band_words(token: str) -> str:
    low, _separator, high = token.partition("..")
    facts = {"low": _grouped(low), "high": _grouped(high)}
    if not low and not high:
        return _("any number")
    if not low:
        return _("under %(high)s") % facts
    return _("%(low)s and more") % facts if not high else _("%(low)s to under %(high)s") % facts


def _grouped(number: str) -> str:
    try:
        return f"{float(number):,.10g}" if float(number) < 1e10 else number
    except ValueError:
        return number
