"""What segments may ask about silence: so that messages and surveys reach the silent."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy

from emptychair.accounts.access import Access
from emptychair.customers.rules.segments import Condition
from emptychair.customers.segment_fields import SegmentField, register_segment_field
from emptychair.silence.queries.silent_people import silent_people


def offer_segment_fields() -> None:
    """Tell `customers` what can be asked."""
    register_segment_field(
        SegmentField("silent", "switch", gettext_lazy("silent against their own rhythm"), _silent)
    )


def _silent(access: Access, line: Condition, _now: datetime) -> Q:
    inside = silent_people(access)
    return inside if line.operator == "yes" else ~inside
