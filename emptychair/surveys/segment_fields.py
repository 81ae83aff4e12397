"""What segments may ask about answers."""

from django.utils.translation import gettext, gettext_lazy

from emptychair.accounts.access import Access
from emptychair.customers.segment_fields import Choices, SegmentField, register_segment_field
from emptychair.surveys.queries.conditions import last_answer, last_asked, last_recommendation


def offer_segment_fields() -> None:
    """Tell `customers` what can be asked about answers."""
    register_segment_field(
        SegmentField(
            "last_nps",
            "choice",
            gettext_lazy("last recommendation"),
            last_recommendation,
            _groups,
        )
    )
    register_segment_field(
        SegmentField("last_answer", "day", gettext_lazy("last answer"), last_answer)
    )
    register_segment_field(
        SegmentField("last_asked", "day", gettext_lazy("last asked"), last_asked)
    )


def _groups(_access: Access) -> Choices:
    return [
        ("promoter", gettext("promoter (9 or 10)")),
        ("passive", gettext("passive (7 or 8)")),
        ("detractor", gettext("detractor (0 to 6)")),
    ]
