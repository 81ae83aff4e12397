"""What segments may ask about figures: who stands behind one that was kept."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy

from emptychair.accounts.access import Access
from emptychair.customers.rules.segments import Condition
from emptychair.customers.segment_fields import Choices, SegmentField, register_segment_field
from emptychair.explore.queries.kept import kept_figures, people_behind_kept

FIELD = "figure"


def offer_segment_fields() -> None:
    """Tell `customers` what can be asked about figures."""
    label = gettext_lazy("behind a figure of Explore")
    register_segment_field(SegmentField(FIELD, "choice", label, _condition, _choices))


def _choices(access: Access) -> Choices:
    return [(str(one.pk), one.name) for one in kept_figures(access)]


def _condition(access: Access, line: Condition, now: datetime) -> Q:
    if line.operator in {"is_set", "is_empty"}:
        every = [people_behind_kept(access, one.pk, now=now) for one in kept_figures(access)]
        inside = Q(pk__in=[])
        for one in every:
            inside |= one
        return inside if line.operator == "is_set" else ~inside
    number = int(line.value) if line.value.isascii() and line.value.isdigit() else 0
    inside = people_behind_kept(access, number, now=now)
    return inside if line.operator == "is" else ~inside
