"""By which ways a customer can be reached, for their page."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import ChannelAddress, Person
from emptychair.customers.queries.consent import consent_of, is_suppressed
from emptychair.messaging.links import link_token
from emptychair.messaging.queries.addresses import channel_address
from emptychair.messaging.types import LINE, SMS

OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A channel besides mail. `state`: open, closed, refused, none."""

    channel: str
    name: str
    address: str  # empty where it may not be seen, or says nothing to people
    state: str
    linked_at: datetime | None = None
    link: str = ""  # for the customer to link themselves


def ways_to(access: Access, person: Person) -> list[Way]:
    """SMS and LINE of one person; the link only for those who may write. Needs `customer:read`."""
    access.require(Permission.CUSTOMER_READ)
    return [_sms(access, person), _line(access, person)]


def _sms(access: Access, person: Person) -> Way:
    number = channel_address(access, person, SMS)
    return Way(
        channel=SMS,
        name="SMS",
        address=number if access.may_see_names else "",
        state=way_state(access, person, SMS, number),
    )


def _line(access: Access, person: Person) -> Way:
    user_id = channel_address(access, person, LINE)
    rows = ChannelAddress.objects.visible_to(access).filter(channel=LINE, address=user_id)
    linked_at = rows.values_list("linked_at", flat=True).first() if user_id else None
    page = ""
    if not user_id and access.may(Permission.CUSTOMER_WRITE) and access.may_see_names:
        token = link_token(access.workspace.pk, person.pk)
        page = str(settings.PUBLIC_URL).rstrip("/") + reverse("line-link", args=[token])
    return Way(
        channel=LINE,
        name="LINE",
        address="",
        state=way_state(access, person, LINE, user_id),
        linked_at=linked_at,
        link=page,
    )


def way_state(access: Access, person: Person, channel: str, address: str) -> str:
    """Whether this way is open, closed (by a stop, or no such address), refused, or none."""
    if not address:
        return "none"
    if is_suppressed(access, channel=channel, address=address):
        return "closed"
    said = consent_of(access, person.pk, channel=channel)
    return "refused" if said is not None and not said.given else OPEN
