"""The rows of all domains that point at a person, moved to another and back."""

from collections.abc import Iterator
from typing import Any

from django.db.models import ForeignKey, Model

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person, PersonMerge
from emptychair.customers.rules.batches import in_batches

Story = dict[str, Any]


def move_belongings(access: Access, from_id: int, to_id: int) -> Story:
    """Point every row at the other person; what moved, and what had to stay, by table and column.

    A row stays when the other person has one that only one may have, such as an invitation to
    the same survey on the same occasion.
    """
    access.require(Permission.CUSTOMER_MERGE)
    moved: dict[str, list[int]] = {}
    left: dict[str, list[int]] = {}
    for table, column in _pointing_at_people():
        key = f"{table._meta.label_lower}.{column.attname}"  # noqa: SLF001 - Django's
        rows = table._default_manager.filter(**{column.attname: from_id})  # noqa: SLF001 - Django's
        ids = sorted(rows.values_list("pk", flat=True))
        staying = _clashing(table, column, from_id, to_id) if ids else set()
        going = [one for one in ids if one not in staying]
        for some in in_batches(going):
            table._default_manager.filter(pk__in=some).update(  # noqa: SLF001 - Django's
                **{column.attname: to_id}
            )
        if going:
            moved[key] = going
        if staying:
            left[key] = sorted(staying)
    return {"moved": moved, "left": left}


def move_back(access: Access, story: Story, from_id: int, to_id: int) -> None:
    """Point what moved at its first person again; rows that went elsewhere since stay there."""
    access.require(Permission.CUSTOMER_MERGE)
    for table, column in _pointing_at_people():
        key = f"{table._meta.label_lower}.{column.attname}"  # noqa: SLF001 - Django's
        for some in in_batches(story["moved"].get(key, [])):
            table._default_manager.filter(  # noqa: SLF001 - Django's
                pk__in=some, **{column.attname: to_id}
            ).update(**{column.attname: from_id})


def _pointing_at_people() -> Iterator[tuple[type[Model], Any]]:
    for relation in Person._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django's
        column = getattr(relation, "field", None)
        if not (relation.auto_created and isinstance(column, ForeignKey)):
            continue
        if column.model not in {Person, PersonMerge}:
            yield column.model, column


def _clashing(table: type[Model], column: Any, from_id: int, to_id: int) -> set[int]:
    clashing: set[int] = set()
    for names in _unique_with(table, column):
        rest = [name for name in names if name != column.name]
        rows = table._default_manager  # noqa: SLF001 - Django's
        taken = set(rows.filter(**{column.attname: to_id}).values_list(*rest)) if rest else None
        if taken is None:
            there = rows.filter(**{column.attname: to_id}).exists()
            taken = {()} if there else set()
        mine = rows.filter(**{column.attname: from_id}).values_list("pk", *rest)
        clashing |= {row[0] for row in mine if tuple(row[1:]) in taken and None not in row[1:]}
    return clashing


def _unique_with(table: type[Model], column: Any) -> Iterator[tuple[str, ...]]:
    if column.unique:
        yield (column.name,)
    for constraint in table._meta.constraints:  # noqa: SLF001 - Django's
        names = tuple(getattr(constraint, "fields", ()))
        if column.name in names and hasattr(constraint, "nulls_distinct"):
            yield names
