"""Saving and removing segments."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.errors import NameTaken
from emptychair.customers.models import Segment
from emptychair.customers.queries.lookup import segments_of
from emptychair.customers.queries.segment_counts import many_people, sizes_of
from emptychair.customers.queries.segment_people import understood_rules
from emptychair.customers.rules.segments import plain_rules


def save_segment(
    access: Access,
    segment: Segment | None = None,
    *,
    name: str,
    rules: Mapping[str, Any],
    is_tracked: bool = True,
) -> Segment:
    """A new segment, or a changed one. Raises `NameTaken`, `SegmentNotUnderstood`."""
    access.require(Permission.CUSTOMER_WRITE)
    plain = plain_rules(understood_rules(access, rules))
    row = segment or Segment(workspace=access.workspace)
    before = {"name": row.name, "rules": row.rules} if segment else {}
    if row.rules != plain:
        row.people = row.counted_at = None
    row.name, row.rules, row.is_tracked = name.strip(), plain, is_tracked
    try:
        with transaction.atomic():
            row.save()
            action = "segment.changed" if segment else "segment.made"
            after = {"name": row.name, "rules": plain}
            record_audit(access, row, action=action, before=before, after=after)
    except IntegrityError:
        raise NameTaken(name=name) from None
    return row


def count_segments(access: Access, *, now: datetime) -> int:
    """Keep how many people each segment has, where pages do not count them; how many were kept."""
    access.require(Permission.CUSTOMER_WRITE)
    found = segments_of(access)
    if not found or not many_people(access):
        return 0
    sizes = sizes_of(access, found, now=now)
    for row in found:
        # Whoever changes the rules meanwhile is not overwritten.
        same = Segment.objects.visible_to(access).filter(pk=row.pk, changed_at=row.changed_at)
        same.update(people=sizes[row.pk], counted_at=now)
    return len(found)


def remove_segment(access: Access, segment: Segment, *, now: datetime) -> None:
    """Take a segment off all lists; it can be brought back."""
    access.require(Permission.CUSTOMER_WRITE)
    with transaction.atomic():
        segment.removed_at = now
        segment.save(update_fields=["removed_at", "changed_at"])
        record_audit(access, segment, action="segment.removed", before={"name": segment.name})


def restore_segment(access: Access, segment: Segment) -> Segment:
    """Bring a removed segment back. Raises `NameTaken` when its name is in use by now."""
    access.require(Permission.CUSTOMER_WRITE)
    segment.removed_at = None
    try:
        with transaction.atomic():
            segment.save(update_fields=["removed_at", "changed_at"])
            record_audit(access, segment, action="segment.restored", after={"name": segment.name})
    except IntegrityError:
        raise NameTaken(name=segment.name) from None
    return segment
