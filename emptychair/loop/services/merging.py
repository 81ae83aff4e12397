"""When two rows turn out to be one person, what we do for them stays together."""

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.models import AuditEntry
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Person
from emptychair.loop.models import Case, InitiativeVoice

MOVED = "loop.moved_with_merge"


@transaction.atomic
def follow_merge(access: Access, *, merge_id: int, kept_id: int, moved_id: int) -> None:
    """Move cases and voices to the person who stays; which ones stands in the audit trail."""
    cases = Case.objects.visible_to(access).filter(person=moved_id)
    voices = InitiativeVoice.objects.visible_to(access).filter(person=moved_id)
    kept = Person.objects.visible_to(access).filter(pk=kept_id).first()
    if kept is None:
        return
    after = {
        "merge": merge_id,
        "cases": list(cases.values_list("pk", flat=True)),
        "voices": list(voices.values_list("pk", flat=True)),
    }
    if not after["cases"] and not after["voices"]:
        return
    cases.update(person=kept)
    voices.update(person=kept)
    record_audit(access, kept, action=MOVED, before={"person": moved_id}, after=after)


@transaction.atomic
def follow_unmerge(access: Access, *, merge_id: int, kept_id: int, moved_id: int) -> None:
    """Move back what this merge moved and what nobody moved on since."""
    noted = AuditEntry.objects.visible_to(access).filter(
        subject_kind="customers.person", subject_id=kept_id, action=MOVED
    )
    for entry in noted:
        if entry.after.get("merge") != merge_id:
            continue
        own = Case.objects.visible_to(access).filter(person=kept_id, pk__in=entry.after["cases"])
        own.update(person=moved_id)
        voices = InitiativeVoice.objects.visible_to(access)
        voices.filter(person=kept_id, pk__in=entry.after["voices"]).update(person=moved_id)
