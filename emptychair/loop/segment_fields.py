"""What segments may ask about cases."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy

from emptychair.accounts.access import Access
from emptychair.customers.rules.segments import Condition
from emptychair.customers.segment_fields import SegmentField, register_segment_field
from emptychair.loop.queries.facts import people_with_open_case


def offer_segment_fields() -> None:
    """Tell `customers` what can be asked about cases."""
    register_segment_field(
        SegmentField("open_case", "switch", gettext_lazy("has an open case"), _open_case)
    )


def _open_case(access: Access, line: Condition, _now: datetime) -> Q:
    inside = Q(pk__in=people_with_open_case(access))
    return inside if line.operator == "yes" else ~inside
