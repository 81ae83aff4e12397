"""When two rows turn out to be one person, their plans stay together."""

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.models import AuditEntry
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Person
from emptychair.kit.models import WorkspaceQuerySet
from emptychair.plans.models import PlanLink, PlanStep, Said, SuccessPlan

MOVED = "plan.moved_with_merge"


@transaction.atomic
def merge_plans(access: Access, *, merge_id: int, kept_id: int, moved_id: int) -> None:
    """Plans, tasks and links go to the person who stays; which ones stands in the audit trail."""
    access.require(Permission.CUSTOMER_WRITE)
    kept = Person.objects.visible_to(access).filter(pk=kept_id).first()
    if kept is None:
        return
    after = {}
    for name, (rows, column) in _rows(access).items():
        own = rows.filter(**{column: moved_id})
        if name == "plans":  # one plan a rule and person: the one that stays has it already
            taken = rows.filter(person=kept_id, rule__isnull=False).values("rule")
            own = own.exclude(rule__in=taken)
        after[name] = list(own.values_list("pk", flat=True))
        rows.filter(pk__in=after[name]).update(**{column: kept_id})
    if any(after.values()):
        note = {"merge": merge_id, **after}
        record_audit(access, kept, action=MOVED, before={"person": moved_id}, after=note)


@transaction.atomic
def unmerge_plans(access: Access, *, merge_id: int, kept_id: int, moved_id: int) -> None:
    """Move back what this merge moved and what nobody moved on since."""
    access.require(Permission.CUSTOMER_WRITE)
    noted = AuditEntry.objects.visible_to(access).filter(
        subject_kind="customers.person", subject_id=kept_id, action=MOVED
    )
    for entry in noted:
        if entry.after.get("merge") != merge_id:
            continue
        for name, (rows, column) in _rows(access).items():
            found = rows.filter(**{column: kept_id}, pk__in=entry.after.get(name, []))
            found.update(**{column: moved_id})


def _rows(access: Access) -> dict[str, tuple[WorkspaceQuerySet, str]]:  # type: ignore[type-arg] # of many tables
    return {
        "plans": (SuccessPlan.objects.visible_to(access), "person"),
        "contacts": (SuccessPlan.objects.visible_to(access), "contact"),
        "steps": (PlanStep.objects.visible_to(access), "person"),
        "links": (PlanLink.objects.visible_to(access), "person"),
        "said": (Said.objects.visible_to(access), "person"),
    }
