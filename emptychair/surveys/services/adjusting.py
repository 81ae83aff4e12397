"""Changing what stands beside an answer: whose it is, its properties, tags and notes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.accounts.services.audit import record_audit
from emptychair.customers.models import Person
from emptychair.surveys.models import Response
from emptychair.surveys.rules.privacy import is_named


def adjust_response(
    access: Access,
    response: Response,
    *,
    now: datetime,
    person: Person | None = None,
    properties: Mapping[str, str | None] | None = None,
    tags: Sequence[str] | None = None,
) -> Response:
    """Write what is given. `properties` are added to those there are; a None takes one away.

    Score and words are `correct_response`'s.
    """
    access.require(Permission.SURVEY_WRITE)
    with transaction.atomic():
        rows = Response.objects.visible_to(access).select_related("person", "survey")
        row = rows.select_for_update(of=("self",)).get(pk=response.pk)
        wanted: dict[str, Any] = {}
        if person is not None and person.pk != row.person_id and is_named(row.survey.privacy):
            wanted |= {"person": person, "company_id": person.company_id}
            wanted["segment"] = person.segment
        if properties is not None:
            wanted["properties"] = _merged(row.properties, properties)
        if tags is not None:
            wanted["tags"] = list(dict.fromkeys(tags))
        changed = {name for name, value in wanted.items() if getattr(row, name) != value}
        if changed:
            for name in changed:
                setattr(row, name, wanted[name])
            row.edited_at = now
            row.save()
            record_audit(access, row, action="response.changed", after={"what": sorted(changed)})
    return row


def _merged(known: Mapping[str, Any], given: Mapping[str, str | None]) -> dict[str, Any]:
    both = {**known, **given}
    return {name: value for name, value in both.items() if value is not None}
