"""Where somebody is reached on a channel."""

from collections.abc import Collection

from emptychair.accounts.access import Access
from emptychair.customers.models import ChannelAddress, Person
from emptychair.messaging.rules.phones import international
from emptychair.messaging.types import EMAIL, SMS


def channel_address(access: Access, person: Person, channel: str) -> str:
    """The address of a person on a channel: their mail, their number with `+`, their LINE id.

    Empty when there is none, or when the link was taken back.
    """
    if channel == EMAIL:
        return person.email
    if channel == SMS:
        return international(person.phone, access.workspace.country)
    return linked_addresses(access, channel, [person.pk]).get(person.pk, "")


def is_linked(access: Access, channel: str, address: str) -> bool:
    """Whether an account of a channel belongs to somebody we know."""
    rows = ChannelAddress.objects.visible_to(access).filter(channel=channel, address=address)
    return rows.filter(unlinked_at=None).exists()


def linked_addresses(
    access: Access, channel: str, person_ids: Collection[int] | None
) -> dict[int, str]:
    """The newest linked address of these people (nothing: of all) on a channel such as LINE."""
    rows = ChannelAddress.objects.visible_to(access).filter(channel=channel, unlinked_at=None)
    if person_ids is not None:
        rows = rows.filter(person_id__in=person_ids)
    return dict(rows.order_by("linked_at", "pk").values_list("person_id", "address"))
