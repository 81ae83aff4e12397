"""By what customers can be asked: what is known of them, their plan, saved segments, time."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from typing_extensions import override

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.explore.queries.customers.facts import customer_facts
from emptychair.explore.queries.dimensions.catalogue import Catalogue
from emptychair.explore.queries.dimensions.dimension import Dimension
from emptychair.explore.queries.facts import Fact
from emptychair.explore.types import LONG_TIMES, UNKNOWN, Member
from emptychair.explore.words import dimension_words
from emptychair.renewals.queries.running import paid_contracts


class CustomerCatalogue(Catalogue):
    """The dimensions of customers, for one page."""

    def __init__(self, access: Access) -> None:
        access.require(Permission.CUSTOMER_READ)
        super().__init__(access)

    @override
    @cached_property
    def facts(self) -> dict[str, Fact]:
        return {one.name: one for one in customer_facts(self.access)}

    @override
    @cached_property
    def shown(self) -> tuple[str, ...]:
        own = tuple(name for name in self.facts if name not in {"segment", "region"})
        times = tuple(name for name in self.times if name in LONG_TIMES)
        return ("segment", "group", "region", "plan", *times, *own)

    @override
    def of_measure(self, measure: str) -> tuple[str, ...]:
        return self.shown

    @override
    def _make(self, name: str) -> None:
        if name == "plan":
            self._made[name] = Plans(self.access)
        else:
            super()._make(name)


class Plans(Dimension):
    """The plan for which a customer pays most: of who stays or leaves that before the period, of
    what is paid that at its end.
    """

    def __init__(self, access: Access) -> None:
        super().__init__("plan", dimension_words("plan"))
        self.access = access

    @override
    def token(self, key: Mapping[str, Any], metric: str, score: int) -> str:
        return key["plan"] or UNKNOWN

    @override
    def words_of(self, token: str, metric: str) -> str:
        return _("not known") if token == UNKNOWN else token

    @override
    def in_order(self, tokens: Iterable[str]) -> list[str]:
        return sorted(tokens, key=lambda token: (token == UNKNOWN, token))

    @override
    def choices(self) -> list[Member]:
        named = paid_contracts(self.access).rows["plan"].unique().to_pylist()
        return [Member(one or UNKNOWN, self.words_of(one or UNKNOWN, "")) for one in sorted(named)]

    @override
    def filters(self, token: str) -> Mapping[str, Sequence[Any]]:
        return {"plan": ["" if token == UNKNOWN else token]}
