"""Who is in a segment: its rules as a queryset."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from emptychair.accounts.access import Access
from emptychair.customers.errors import SegmentNotUnderstood
from emptychair.customers.models import Person, Segment
from emptychair.customers.queries.finding import people_of
from emptychair.customers.queries.segment_conditions import attribute_fields
from emptychair.customers.rules.segments import (
    Condition,
    SegmentRules,
    check_condition,
    read_rules,
)
from emptychair.customers.segment_fields import (
    SegmentField,
    registered_segment_fields,
)


def people_in_segment(
    access: Access, segment: Segment, *, now: datetime | None = None
) -> QuerySet[Person]:
    """The people who fit the rules of a segment now. Raises `SegmentNotUnderstood`."""
    return people_fitting(access, understood_rules(access, segment.rules), now=now)


def people_fitting(
    access: Access, rules: SegmentRules, *, now: datetime | None = None
) -> QuerySet[Person]:
    """The people who fit rules that need not be stored. Raises `SegmentNotUnderstood`."""
    fields = segment_fields_of(access)
    return people_of(access).filter(who_fits(access, rules, fields=fields, now=now))


def who_fits(
    access: Access,
    rules: SegmentRules,
    *,
    fields: Iterable[SegmentField],
    now: datetime | None = None,
) -> Q:
    """The rules as a condition on people. `fields` are `segment_fields_of`, read once for many
    segments. Raises `SegmentNotUnderstood`.
    """
    now, known = now or timezone.now(), {one.name: one for one in fields}
    whole = Q()
    for condition in rules.conditions:
        part = _query(access, known, condition, now)
        whole = (whole & part) if rules.match == "all" else (whole | part)
    return whole


def understood_rules(
    access: Access, plain: Mapping[str, Any], *, fields: Iterable[SegmentField] | None = None
) -> SegmentRules:
    """Stored or posted rules, each condition whole. Raises `SegmentNotUnderstood`."""
    try:
        rules = read_rules(plain)
    except ValueError as error:
        raise SegmentNotUnderstood(problem=str(error)) from error
    known = segment_fields_of(access) if fields is None else fields
    kinds = {one.name: one.kind for one in known}
    for number, condition in enumerate(rules.conditions, start=1):
        problem = check_condition(condition, kinds.get(condition.field, ""))
        if problem:
            raise SegmentNotUnderstood(line=number, field=condition.field, problem=problem)
    return rules


def segment_fields_of(access: Access) -> list[SegmentField]:
    """Every field a segment of this workspace may ask about, its own attributes last."""
    return registered_segment_fields() + attribute_fields(access)


def _query(
    access: Access, fields: dict[str, SegmentField], condition: Condition, now: datetime
) -> Q:
    one = fields.get(condition.field)
    if one is None or check_condition(condition, one.kind):
        raise SegmentNotUnderstood(field=condition.field)
    return one.condition(access, condition, now)
