"""What is due, whether it may leave the house, and from and to which addresses."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.db.models import Q

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.messaging.channels import is_channel_ready
from emptychair.messaging.models import Message
from emptychair.messaging.rules.threads import plain_address, reply_address, thread_of
from emptychair.messaging.types import EMAIL, OUTBOX, TO_MANY, MessageState


def can_mail_leave(access: Access) -> bool:
    """Whether mail of this workspace really goes out: not in the demo, nor without a server."""
    return bool(getattr(settings, "MAIL_IS_SENT", False)) and not access.workspace.is_demo


def can_leave(access: Access, channel: str) -> bool:
    """Whether messages of this workspace really go out on a channel."""
    if channel == EMAIL:
        return can_mail_leave(access)
    return not access.workspace.is_demo and is_channel_ready(access, channel)


def due_message_ids(access: Access, *, now: datetime, most: int, to_many: bool = True) -> list[int]:
    """What waits to be sent in this workspace, oldest first; without `to_many` no mails to many,
    while these are paused.
    """
    due = Message.objects.visible_to(access).filter(state=MessageState.PLANNED, send_after__lte=now)
    if not to_many:
        due = due.exclude(purpose__in=TO_MANY, channel=EMAIL)
    return list(due.order_by("send_after", "pk").values_list("pk", flat=True)[:most])


def workspaces_with_due_mail(access: Access, *, now: datetime) -> list[Workspace]:
    """Where something waits to be sent, for the job that sends; `access` sees its own only."""
    due = Message.objects.filter(state=MessageState.PLANNED, send_after__lte=now)
    if access.place is not None:
        due = due.filter(workspace=access.place)
    ids = due.order_by().values_list("workspace_id", flat=True).distinct()
    return list(Workspace.objects.filter(pk__in=list(ids)).order_by("pk"))


def workspaces_with_leased_mail(access: Access) -> list[Workspace]:
    """Where something is being sent, or was when its worker died; `access` sees its own only."""
    leased = Message.objects.filter(state=MessageState.LEASED)
    if access.place is not None:
        leased = leased.filter(workspace=access.place)
    ids = leased.order_by().values_list("workspace_id", flat=True).distinct()
    return list(Workspace.objects.filter(pk__in=list(ids)).order_by("pk"))


def workspace_of_message(access: Access, message_id: int) -> Workspace | None:
    """Whose message this is, for the job that has only its number."""
    found = Workspace.objects.filter(
        pk__in=Message.objects.filter(pk=message_id).values("workspace_id")
    )
    if access.place is not None:
        found = found.filter(pk=access.place.pk)
    return found.first()


def workspace_of_header_id(access: Access, header_ids: list[str]) -> Workspace | None:
    """Whose mail has one of these Message-IDs, for notices that were sent to no workspace."""
    messages = Message.objects.filter(message_id__in=[one for one in header_ids if one][:50])
    found = Workspace.objects.filter(pk__in=messages.values("workspace_id"))
    if access.place is not None:
        found = found.filter(pk=access.place.pk)
    return found.order_by("pk").first()


def message_of_provider(access: Access, provider_id: str) -> Message | None:
    """The message that a provider knows by this id, or by our Message-ID, with its workspace.

    For what providers report, which names no workspace; `access` sees its own only.
    """
    if not provider_id or provider_id == OUTBOX:
        return None
    names = {provider_id, f"<{provider_id.strip('<> ')}>"}
    found = Message.objects.filter(Q(provider_id__in=names) | Q(message_id__in=names))
    if access.place is not None:
        found = found.filter(workspace=access.place)
    return found.select_related("workspace").order_by("-pk").first()


def sender_address(access: Access) -> str:
    """The address our mail comes from: the workspace's own, else the installation's."""
    return access.workspace.sender_address or str(settings.DEFAULT_FROM_EMAIL)


def thread_secret(access: Access) -> str:
    """What signs the addresses of this workspace's conversations; it never leaves the server."""
    return _secret(access.workspace.pk)


def reply_to_for(access: Access, thread: str) -> str:
    """The address for answers that belong to a thread ("case:17").

    It lies at the installation's mailbox for answers, else at the workspace's own address. Empty
    when there is neither: answers are then matched by their headers.
    """
    mailbox = _mailbox() or access.workspace.sender_address
    return reply_address(mailbox, thread, thread_secret(access))


def workspace_of_mail(access: Access, addresses: Iterable[str]) -> Workspace | None:
    """The workspace a mail was sent to: by its own address, or by a signed one.

    For the ways in, which know only the mail; `access` sees its own workspace only.
    """
    wanted = list(addresses)
    plain = {plain_address(one) for one in wanted}
    found = Workspace.objects.order_by("pk")
    if access.place is not None:
        found = found.filter(pk=access.place.pk)
    places = list(found)
    own = (
        one for one in places if one.sender_address and plain_address(one.sender_address) in plain
    )
    signed = (one for one in places if any(thread_of(to, _secret(one.pk)) for to in wanted))
    return next(chain(signed, own), None)


def _mailbox() -> str:
    return str(getattr(settings, "REPLY_ADDRESS", "") or "")


def _secret(workspace_id: int) -> str:
    return f"{settings.SECRET_KEY}:workspace:{workspace_id}"
