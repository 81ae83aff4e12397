"""Touchpoints, and what follows from them: stage, journey, team."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _
from typing_extensions import override

from emptychair.explore.queries.dimensions.dimension import Dimension
from emptychair.explore.rules.ordering import in_order_of
from emptychair.explore.types import NOWHERE, Member
from emptychair.explore.words import dimension_words

if TYPE_CHECKING:
    from emptychair.touchpoints.models import Touchpoint


class Places(Dimension):
    """Touchpoints, in the order of the map."""

    by = ("touchpoint",)
    is_atomic = True

    def __init__(self, touchpoints: "Sequence[Touchpoint]") -> None:
        super().__init__("touchpoint", dimension_words("touchpoint"))
        self.touchpoints = touchpoints
        self.named = {str(one.pk): one.name for one in touchpoints}

    @override
    def token(self, key: Mapping[str, Any], metric: str, score: int) -> str:
        return str(key["touchpoint"] or NOWHERE)

    @override
    def words_of(self, token: str, metric: str) -> str:
        return self.named.get(token) or _("the whole, no touchpoint")

    @override
    def in_order(self, tokens: Iterable[str]) -> list[str]:
        return in_order_of(self.named, tokens)

    @override
    def choices(self) -> list[Member]:
        known = [Member(token, words) for token, words in self.named.items()]
        return [*known, Member(NOWHERE, self.words_of(NOWHERE, ""))]

    @override
    def filters(self, token: str) -> Mapping[str, Sequence[Any]]:
        return {"touchpoint": [_number(token)]}

    def with_what_follows(self) -> list[Dimension]:
        """Touchpoint, stage, journey and team from one reading of the map."""
        stages = {one.pk: (one.stage.pk, one.stage.name) for one in self.touchpoints if one.stage}
        journeys = {
            one.pk: (one.stage.journey.pk, one.stage.journey.name)
            for one in self.touchpoints
            if one.stage
        }
        teams = {one.pk: (one.team.pk, one.team.name) for one in self.touchpoints if one.team}
        found = [
            OfPlaces("stage", stages, "touchpoint__stage"),
            OfPlaces("journey", journeys, "touchpoint__stage__journey"),
            OfPlaces("team", teams, "touchpoint__team"),
        ]
        for one in found:
            one.everywhere = [place.pk for place in self.touchpoints]
        return [self, *found]


class OfPlaces(Dimension):
    """What each touchpoint has one of. `found` gives of each touchpoint an id and a name."""

    by = ("touchpoint",)
    is_atomic = True

    def __init__(self, name: str, found: Mapping[int, tuple[int, str]], path: str) -> None:
        super().__init__(name, dimension_words(name))
        self.path = path  # to its id from an answer
        self.of_place = {place: str(pk) for place, (pk, _words) in found.items()}
        self.named = {str(pk): words for pk, words in found.values()}

    @override
    def token(self, key: Mapping[str, Any], metric: str, score: int) -> str:
        return self.of_place.get(key["touchpoint"], NOWHERE)

    @override
    def words_of(self, token: str, metric: str) -> str:
        return self.named.get(token) or _("none")

    @override
    def in_order(self, tokens: Iterable[str]) -> list[str]:
        return in_order_of(self.named, tokens)

    @override
    def choices(self) -> list[Member]:
        return [Member(token, words) for token, words in self.named.items()] + [
            Member(NOWHERE, self.words_of(NOWHERE, ""))
        ]

    @override
    def filters(self, token: str) -> Mapping[str, Sequence[Any]]:
        places: list[int | None] = [pk for pk, mine in self.of_place.items() if mine == token]
        if token == NOWHERE:
            return {"touchpoint": [None, *self._without()]}
        return {"touchpoint": places}

    def _without(self) -> list[int | None]:
        return [pk for pk in self.everywhere if pk not in self.of_place]

    everywhere: Sequence[int] = ()

    @override
    def condition(self, token: str) -> Q | None:
        return Q(**{self.path: _number(token)})


def _number(token: str) -> int | None:
    return int(token) or None if token.isascii() and token.isdigit() else None
