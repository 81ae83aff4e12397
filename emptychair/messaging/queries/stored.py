"""Single messages."""

from emptychair.accounts.access import Access
from emptychair.messaging.errors import MessageNotFound
from emptychair.messaging.models import Message


def message_with_id(access: Access, message_id: int) -> Message:
    """One message. Raises `MessageNotFound`."""
    found = Message.objects.visible_to(access).filter(pk=message_id).first()
    if found is None:
        raise MessageNotFound
    return found


def message_with_header_id(access: Access, header_ids: list[str]) -> Message | None:
    """The newest message of ours that has one of these Message-IDs."""
    wanted = [one for one in header_ids if one][:50]
    if not wanted:
        return None
    found = Message.objects.visible_to(access).filter(message_id__in=wanted)
    return found.order_by("-pk").first()
