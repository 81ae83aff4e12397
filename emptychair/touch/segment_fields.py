"""What segments may ask about touch, and with them surveys and playbooks."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy

from emptychair.accounts.access import Access
from emptychair.customers.rules.segments import Condition
from emptychair.customers.segment_fields import Choices, SegmentField, register_segment_field
from emptychair.touch.queries.tiers import people_in_tiers
from emptychair.touch.types import Tier


def offer_segment_fields() -> None:
    """Tell `customers` that a segment may ask for a tier."""
    words = gettext_lazy("touch: high, low or tech")
    register_segment_field(SegmentField("touch", "choice", words, _touch, _choices))


def _choices(_access: Access) -> Choices:
    return [(tier.value, str(tier.label)) for tier in Tier]


def _touch(access: Access, line: Condition, _now: datetime) -> Q:
    """Their own tier, or that of their company."""
    if line.operator in {"is_set", "is_empty"}:
        found = people_in_tiers(access, None)
        return found if line.operator == "is_set" else ~found
    found = people_in_tiers(access, line.value)
    return ~found if line.operator == "is_not" else found
