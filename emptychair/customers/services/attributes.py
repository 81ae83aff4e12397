"""The typed attributes of people and companies."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.errors import AttributeNotOfKind, NameTaken
from emptychair.customers.models import AttributeDefinition, Company, Person
from emptychair.customers.rules.attributes import read_value
from emptychair.customers.services.editing import edit_company, edit_person


def define_attribute(
    access: Access,
    *,
    applies_to: str,
    key: str,
    label: str,
    kind: str,
    choices: Sequence[str] = (),
) -> AttributeDefinition:
    """A new attribute. Raises `NameTaken` when there is one with this key."""
    access.require(Permission.CUSTOMER_WRITE)
    try:
        with transaction.atomic():
            row = AttributeDefinition.objects.create(
                workspace=access.workspace,
                applies_to=applies_to,
                key=key,
                label=label,
                kind=kind,
                choices=list(choices),
            )
            after = {"key": key, "kind": kind, "choices": list(choices)}
            record_audit(access, row, action="attribute.defined", after=after)
    except IntegrityError:
        raise NameTaken(key=key) from None
    return row


def remove_attribute(access: Access, row: AttributeDefinition) -> None:
    """Take an attribute off the list; the values stay with people, so it can be defined again."""
    access.require(Permission.CUSTOMER_WRITE)
    before = {"key": row.key, "kind": row.kind, "label": row.label, "choices": row.choices}
    with transaction.atomic():
        record_audit(access, row, action="attribute.removed", before=before)
        row.delete()


def set_attributes(
    access: Access, row: Person | Company, given: Mapping[str, str]
) -> Person | Company:
    """Set typed values given as text; an empty one removes it. Raises `AttributeNotOfKind`."""
    owner = "person" if isinstance(row, Person) else "company"
    known = AttributeDefinition.objects.visible_to(access).filter(applies_to=owner)
    values: dict[str, Any] = dict(row.attributes)
    for definition in known:
        if definition.key not in given:
            continue
        try:
            value = read_value(given[definition.key], definition.kind, definition.choices)
        except ValueError:
            raise AttributeNotOfKind(key=definition.key, kind=definition.kind) from None
        if value is None:
            values.pop(definition.key, None)
        else:
            values[definition.key] = value
    if isinstance(row, Person):
        return edit_person(access, row, attributes=values)
    return edit_company(access, row, attributes=values)
