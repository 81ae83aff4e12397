"""When two rows turn out to be one person, their requests stay together."""

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.models import AuditEntry
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Person
from emptychair.intake.models import CustomerRequest

MOVED = "request.moved_with_merge"


@transaction.atomic
def merge_requests(access: Access, *, merge_id: int, kept_id: int, moved_id: int) -> None:
    """Requests go to the person who stays; which ones stands in the audit trail."""
    access.require(Permission.CASE_WRITE)
    rows = CustomerRequest.objects.visible_to(access).filter(person=moved_id)
    kept = Person.objects.visible_to(access).filter(pk=kept_id).first()
    ids = list(rows.values_list("pk", flat=True))
    if kept is None or not ids:
        return
    rows.update(person=kept)
    after = {"merge": merge_id, "requests": ids}
    record_audit(access, kept, action=MOVED, before={"person": moved_id}, after=after)


@transaction.atomic
def unmerge_requests(access: Access, *, merge_id: int, kept_id: int, moved_id: int) -> None:
    """Move back what this merge moved and what nobody moved on since."""
    access.require(Permission.CASE_WRITE)
    noted = AuditEntry.objects.visible_to(access).filter(
        subject_kind="customers.person", subject_id=kept_id, action=MOVED
    )
    for entry in noted:
        if entry.after.get("merge") == merge_id:
            rows = CustomerRequest.objects.visible_to(access).filter(person=kept_id)
            rows.filter(pk__in=entry.after["requests"]).update(person=moved_id)
