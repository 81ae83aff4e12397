"""Triggers that are a state: who comes into it starts a run. Being in a segment is one."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emptychair.accounts.access import Access
from emptychair.automation.triggers import (
    Choices,
    Parameter,
    Trigger,
    number_of,
    of_people,
    register_trigger,
)
from emptychair.automation.types import Conditions, Plain, Subject
from emptychair.customers.errors import SegmentNotUnderstood
from emptychair.customers.models import Segment
from emptychair.customers.queries.segment_people import people_in_segment, understood_rules


def in_segment(access: Access, parameters: Plain, now: datetime) -> Iterator[Subject]:
    """Everybody who is in the segment."""
    segment = _segment(access, parameters)
    if segment is None:
        return
    try:
        rows = people_in_segment(access, segment, now=now)
    except SegmentNotUnderstood:
        return
    wanted = rows.order_by("pk").values_list("pk", "company_id")
    for person_id, company_id in wanted.iterator(chunk_size=2000):
        yield Subject(person_id, company_id)


def rules_of_segment(access: Access, parameters: Plain) -> Conditions:
    """What the segment asks of its people."""
    segment = _segment(access, parameters)
    try:
        rules = understood_rules(access, segment.rules) if segment else None
    except SegmentNotUnderstood:
        rules = None
    return Conditions(rules.match, tuple(rules.conditions)) if rules else Conditions()


def segment_choices(access: Access) -> Choices:
    """All segments, for choosing."""
    rows = Segment.objects.visible_to(access).filter(removed_at=None).order_by("name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def _segment(access: Access, parameters: Plain) -> Segment | None:
    number = number_of(parameters, "segment", 0)
    return Segment.objects.visible_to(access).filter(pk=number, removed_at=None).first()


def _segment_words(access: Access, parameters: Plain) -> str:
    segment = _segment(access, parameters)
    words = {"segment": segment.name if segment else _("a segment that is gone")}
    return _("somebody comes into the segment “%(segment)s”") % words


register_trigger(
    Trigger(
        key="segment",
        label=gettext_lazy("Somebody comes into a segment"),
        words=_segment_words,
        about=of_people,
        parameters=(
            Parameter("segment", "choice", gettext_lazy("Which segment"), choices=segment_choices),
        ),
        holds=in_segment,
        rests_on=rules_of_segment,
        help=gettext_lazy("Looked at once a day."),
    )
)
