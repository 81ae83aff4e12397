"""What was worked out at night, as it is shown by day."""

from typing import Any, TypeVar

import msgspec

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Company, Person
from emptychair.loop.queries.masked import name_of
from emptychair.silence.loss_types import Groups, Leaver, Loss, Month
from emptychair.silence.models import PriceChange, SilenceRun
from emptychair.silence.types import COMPANY, PERSON, Unit

Kept = TypeVar("Kept")


def groups_of(access: Access) -> Groups | None:
    """The silent beside promoters, passives and detractors; nothing before the first reading."""
    return _kept(access, "groups", Groups)


def month_of_silence(access: Access) -> Month | None:
    """The silent of a month ago beside those of today; nothing before a month is kept."""
    return _kept(access, "month", Month)


def loss_of(access: Access, days: int) -> Loss | None:
    """The last so many days against those before; nothing before the first reading."""
    facts: dict[str, Any] = _facts(access).get("losses") or {}
    plain = facts.get(str(days))
    return msgspec.convert(plain, Loss) if plain else None


def price_changes_entered(access: Access) -> list[PriceChange]:
    """Those that somebody entered, the newest first."""
    access.require(Permission.CUSTOMER_READ)
    rows = PriceChange.objects.visible_to(access).order_by("-changed_on", "-pk")
    return [] if access.assigned_only else list(rows[:50])


def names_of_leavers(access: Access, leavers: list[Leaver]) -> dict[Unit, str]:
    """Names of some who left, as this access may see them; two queries."""
    access.require(Permission.CUSTOMER_READ)
    ids = {kind: [one.id for one in leavers if one.kind == kind] for kind in (PERSON, COMPANY)}
    people = Person.objects.visible_to(access).in_bulk(ids[PERSON])
    firms = Company.objects.visible_to(access).in_bulk(ids[COMPANY])
    return {
        **{(PERSON, pk): name_of(access, one) for pk, one in people.items()},
        **{(COMPANY, pk): one.name for pk, one in firms.items()},
    }


def _facts(access: Access) -> dict[str, Any]:
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return {}
    rows = SilenceRun.objects.visible_to(access).order_by("-as_of")
    found: dict[str, Any] = rows.values_list("facts", flat=True).first() or {}
    return found


def _kept(access: Access, name: str, kind: type[Kept]) -> Kept | None:
    plain = _facts(access).get(name)
    return msgspec.convert(plain, kind) if plain else None
