"""What events are called that we note ourselves."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from emptychair.customers.own_events import (
    CANCELLED,
    CASE_CLOSED,
    CONTRACT_CANCELLED,
    CUSTOMER_LEFT,
    ONBOARDING_FINISHED,
    renewal_days,
)


def event_label(name: str) -> str:
    """An event in words; one that a company sends is called as it is sent."""
    days = renewal_days(name)
    if days is not None:
        words = ngettext(
            "%(days)d day before a contract renews", "%(days)d days before a contract renews", days
        )
        return words % {"days": days}
    known = {
        CASE_CLOSED: _("a case was closed"),
        CONTRACT_CANCELLED: _("a contract was cancelled"),
        CUSTOMER_LEFT: _("a customer left"),
        ONBOARDING_FINISHED: _("getting started is finished"),
        CANCELLED: pgettext("event", "cancelled"),
    }
    return known.get(name, name)
