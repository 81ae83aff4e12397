"""Write keys, and what programs left for a person to decide."""

from dataclasses import dataclass
from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.kit.masking import mask_name
from emptychair.usage.models import AliasQuestion, VisitorEvent, WriteKey

MANY = 10_000  # beyond it nobody counts


@dataclass(frozen=True, slots=True)
class AliasRow:
    """Two people of whom a program says that they are one."""

    id: int
    first_id: int
    first: str
    second_id: int
    second: str
    asked_at: datetime


def write_keys(access: Access) -> list[WriteKey]:
    """The newest 200, with who made them; those revoked come last."""
    access.require(Permission.TOKEN_CREATE)
    rows = WriteKey.objects.visible_to(access).select_related("created_by").order_by("-created_at")
    return sorted(rows[:200], key=lambda key: key.revoked_at is not None)


def alias_questions(access: Access, *, limit: int = 50) -> list[AliasRow]:
    """Those that are open; answered ones, and people who were merged since, are not among them."""
    access.require(Permission.CUSTOMER_READ)
    if access.assigned_only:
        return []
    rows = AliasQuestion.objects.visible_to(access).filter(
        answered_at=None, first__merged_into=None, second__merged_into=None
    )
    found = rows.select_related("first", "second").order_by("-asked_at", "pk")[:limit]
    return [
        AliasRow(
            one.pk, one.first_id, _name(access, one.first), one.second_id,
            _name(access, one.second), one.asked_at,
        )
        for one in found
    ]  # fmt: skip


def waiting_for_a_name(access: Access) -> int:
    """How many events of visitors nobody knows; `MANY` and more are not counted on."""
    access.require(Permission.CUSTOMER_READ)
    return len(VisitorEvent.objects.visible_to(access).values_list("pk")[: MANY + 1])


def _name(access: Access, person: object) -> str:
    name, number = str(getattr(person, "name", "")), str(getattr(person, "external_id", ""))
    if not access.may_see_names:
        return mask_name(name, str(getattr(person, "language", ""))) or "…"
    return name or number
