"""Short messages: who sent one, for which workspace it is."""

from datetime import datetime

from django.db.models import QuerySet

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import ChannelAddress, Person
from emptychair.messaging.errors import MessageNotFound
from emptychair.messaging.models import InboundText, Message
from emptychair.messaging.rules.phones import ways_to_write
from emptychair.messaging.types import SMS

MOST_PLACES = 50
NEVER_LEFT = ("planned", "refused", "cancelled")


def inbound_text(access: Access, inbound_id: int) -> InboundText:
    """One short message. Needs `mail:receive`. Raises `MessageNotFound`."""
    access.require(Permission.MAIL_RECEIVE)
    rows = InboundText.objects.visible_to(access).select_related("person__company")
    found = rows.filter(pk=inbound_id).first()
    if found is None:
        raise MessageNotFound
    return found


def waiting_texts(
    access: Access, *, channel: str, address: str, since: datetime
) -> list[InboundText]:
    """What came from an address since then and became nothing yet, the oldest first."""
    access.require(Permission.MAIL_RECEIVE)
    rows = InboundText.objects.visible_to(access).filter(
        channel=channel, from_address=address, received_at__gte=since, handled_at=None
    )
    return list(rows.order_by("received_at", "pk"))


def person_behind(access: Access, *, channel: str, address: str) -> Person | None:
    """Whose address this is: whom we wrote to there last, else who gave it."""
    rows = Message.objects.visible_to(access).filter(to_address=address, channel=channel)
    written = rows.exclude(person=None).order_by("-pk").select_related("person__merged_into")
    last = written.first()
    if last is not None and last.person is not None:
        return last.person.merged_into or last.person
    if channel == SMS:
        ways = ways_to_write(address, access.workspace.country)
        found = Person.objects.visible_to(access).filter(merged_into=None, phone__in=ways)
        return found.order_by("-last_event_at", "-pk").first()
    links = ChannelAddress.objects.visible_to(access).filter(
        channel=channel, address=address, unlinked_at=None
    )
    link = links.select_related("person").first()
    return link.person if link else None


def last_thread_to(access: Access, *, channel: str, address: str) -> str:
    """What the last message that left for this address belongs to, such as "case:3"."""
    access.require(Permission.MAIL_RECEIVE)
    rows = Message.objects.visible_to(access).filter(to_address=address, channel=channel)
    left = rows.exclude(state__in=NEVER_LEFT).order_by("-pk")
    return left.values_list("thread", flat=True).first() or ""


def workspace_with_id(access: Access, workspace_id: int) -> Workspace | None:
    """A workspace by its number, for ways in from outside; `access` sees its own only."""
    return _places(access).filter(pk=workspace_id).first()


def workspace_with_slug(access: Access, slug: str) -> Workspace | None:
    """A workspace by its short name, for ways in from outside; `access` sees its own only."""
    return _places(access).filter(slug=slug, is_demo=False).first()


def _places(access: Access) -> QuerySet[Workspace]:
    found = Workspace.objects.all()
    return found.filter(pk=access.place.pk) if access.place is not None else found


def workspace_of_text(
    access: Access, *, channel: str, address: str, slugs: tuple[str, ...] = ()
) -> Workspace | None:
    """For which workspace a message is: who wrote to this address last, else the only one, else
    the first that knows the sender.

    For the ways in, which know only the message; demo workspaces get nothing from outside.
    """
    found = Workspace.objects.filter(is_demo=False)
    if access.place is not None:
        found = found.filter(pk=access.place.pk)
    if slugs:
        found = found.filter(slug__in=slugs)
    rows = Message.objects.filter(workspace__in=found, to_address=address, channel=channel).exclude(
        state__in=NEVER_LEFT
    )
    last = rows.order_by("-pk").values_list("workspace_id", flat=True).first()
    if last is not None:
        return found.filter(pk=last).first()
    places = list(found.order_by("pk")[:MOST_PLACES])
    if len(places) == 1:
        return places[0]
    label = access.actor.label
    known = (
        one
        for one in places
        if person_behind(Access.system(one, label), channel=channel, address=address)
    )
    return next(known, None)
