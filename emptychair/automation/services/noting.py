"""Noting something on a customer, and putting back what stood there before."""

from typing import Any

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.automation.models import Run
from emptychair.automation.types import Did, Plain, StepState
from emptychair.customers.errors import AttributeNotOfKind
from emptychair.customers.models import AttributeDefinition, Company, Person
from emptychair.customers.services.attributes import set_attributes
from emptychair.customers.services.editing import edit_company, edit_person


def note_attribute(access: Access, run: Run, *, key: str, value: str) -> Did:
    """Set a typed attribute ("person:stage") of the run's person or company."""
    access.require(Permission.CUSTOMER_WRITE)
    owner, _sign, name = key.partition(":")
    known = AttributeDefinition.objects.visible_to(access).filter(applies_to=owner, key=name)
    row = _row(access, run, owner)
    if row is None:
        return Did(StepState.REFUSED.value, "company_missing" if owner == "company" else "nobody")
    if not known.exists():
        return Did(StepState.REFUSED.value, "attribute_gone")
    before = row.attributes.get(name)
    try:
        row = set_attributes(access, row, {name: value})
    except AttributeNotOfKind:
        return Did(StepState.REFUSED.value, "attribute_gone")
    result = {"owner": owner, "id": row.pk, "key": name, "before": before}
    return Did(StepState.DONE.value, result={**result, "after": row.attributes.get(name)})


def put_back_attribute(access: Access, result: Plain) -> bool:
    """Set it to what it was; not where somebody changed it since."""
    access.require(Permission.CUSTOMER_WRITE)
    row = _with_id(access, str(result.get("owner")), int(result.get("id") or 0))
    if row is None:
        return True
    name = str(result.get("key"))
    if row.attributes.get(name) != result.get("after"):
        return False
    values: dict[str, Any] = {**row.attributes, name: result.get("before")}
    if values[name] is None:
        del values[name]
    if isinstance(row, Person):
        edit_person(access, row, attributes=values)
    else:
        edit_company(access, row, attributes=values)
    return True


def _row(access: Access, run: Run, owner: str) -> Person | Company | None:
    number = run.company_id if owner == "company" else run.person_id
    return _with_id(access, owner, number) if number else None


def _with_id(access: Access, owner: str, number: int) -> Person | Company | None:
    if owner == "company":
        return Company.objects.visible_to(access).select_for_update().filter(pk=number).first()
    rows = Person.objects.visible_to(access).select_for_update(of=("self",))
    return rows.select_related("company").filter(pk=number).first()
