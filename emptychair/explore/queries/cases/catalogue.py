"""By what cases can be asked: where, whose, what kind, why, and what is known of the customer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from typing_extensions import override

from emptychair.accounts.access import Access
from emptychair.accounts.models import Team, User
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.cases.facts import case_facts
from emptychair.explore.queries.dimensions.catalogue import PLACES, Catalogue
from emptychair.explore.queries.dimensions.dimension import Dimension
from emptychair.explore.queries.facts import Fact
from emptychair.explore.rules.ordering import in_order_of
from emptychair.explore.rules.plain_words import LONGEST
from emptychair.explore.types import UNKNOWN, Member
from emptychair.explore.words import dimension_words
from emptychair.loop.models import Case
from emptychair.loop.queries import root_causes
from emptychair.loop.types import CaseKind, Outcome, Urgency

MOST_CAUSES = 60
OF_CASE = ("team", "owner", "kind", "urgency", "cause", "outcome")


class CaseCatalogue(Catalogue):
    """The dimensions of cases, for one page."""

    def __init__(self, access: Access) -> None:
        access.require(Permission.CASE_READ)
        super().__init__(access)

    @override
    @cached_property
    def facts(self) -> dict[str, Fact]:
        return {one.name: one for one in case_facts(self.access)}

    @override
    @cached_property
    def shown(self) -> tuple[str, ...]:
        known = ("segment", "region", "plan")
        own = tuple(name for name in self.facts if name not in known)
        places = ("touchpoint", "stage", "journey")
        customers = ("segment", "group", "region", "plan")
        return (*places, *OF_CASE, *customers, *self.times, *own)

    @override
    def of_measure(self, measure: str) -> tuple[str, ...]:
        return self.shown

    @override
    def _make(self, name: str) -> None:
        if name in OF_CASE:
            self._made[name] = Named(name, self._named[name](), _nothing_words(name))
            return
        super()._make(name)
        if name in PLACES:  # a case has a team of its own, wherever it came from
            self._make("team")

    @property
    def _named(self) -> dict[str, Callable[[], dict[str, str]]]:
        return {
            "team": self._teams,
            "owner": self._owners,
            "kind": lambda: {one.value: str(one.label) for one in CaseKind},
            "urgency": lambda: {one.value: str(one.label) for one in Urgency},
            "cause": self._causes,
            "outcome": lambda: {one.value: str(one.label) for one in Outcome},
        }

    def _teams(self) -> dict[str, str]:
        return {str(one.pk): one.name for one in Team.objects.visible_to(self.access)}

    def _owners(self) -> dict[str, str]:
        """Also those who are no longer here, as long as cases stand under their name."""
        rows = Case.objects.visible_to(self.access).filter(assignee__isnull=False).order_by()
        users = User.objects.filter(pk__in=rows.values("assignee")).order_by("name", "pk")
        return {str(one.pk): str(one) for one in users}

    def _causes(self) -> dict[str, str]:
        causes = [one[:LONGEST] for one in root_causes(self.access, limit=MOST_CAUSES)]
        return dict(zip(causes, causes, strict=True))


def _nothing_words(name: str) -> str:
    return {
        "owner": _("nobody's yet"),
        "cause": _("no cause named"),
        "outcome": _("not closed yet"),
    }.get(name) or _("none")


class Named(Dimension):
    """A word of the case itself, or somebody or something it belongs to."""

    def __init__(self, name: str, named: Mapping[str, str], nothing: str) -> None:
        super().__init__(name, dimension_words(name))
        self.named, self.nothing = named, nothing

    @override
    def token(self, key: Mapping[str, Any], metric: str, score: int) -> str:
        return key[self.name] or UNKNOWN

    @override
    def words_of(self, token: str, metric: str) -> str:
        if token == UNKNOWN:
            return self.nothing
        return self.named.get(token) or (token if self.name == "cause" else _("not known"))

    @override
    def in_order(self, tokens: Iterable[str]) -> list[str]:
        return sorted(in_order_of(self.named, tokens), key=lambda token: token == UNKNOWN)

    @override
    def choices(self) -> list[Member]:
        return [Member(one, self.words_of(one, "")) for one in (*self.named, UNKNOWN)]

    @override
    def filters(self, token: str) -> Mapping[str, Sequence[Any]]:
        return {self.name: ["" if token == UNKNOWN else token]}


def has_cases(access: Access) -> bool:
    """Whether there is any case that may be read."""
    return access.may(Permission.CASE_READ) and Case.objects.visible_to(access).exists()
