"""Files of messages, as they were kept."""

from pathlib import Path

from django.conf import settings

from emptychair.accounts.access import Access
from emptychair.accounts.models import Workspace
from emptychair.messaging.models import Message, MessageFile
from emptychair.messaging.types import MailFile


class AttachedFileGone(Exception):  # noqa: N818 - named as what happened
    """A file of a message is no longer in the data folder."""


def folder_of(access: Access) -> Path:
    """Where the files of this workspace's messages lie."""
    return Path(settings.DATA_FOLDER) / "mail" / str(access.workspace.pk)


def files_of_message(access: Access, message: Message) -> tuple[MailFile, ...]:
    """The files to send with a message. Raises `AttachedFileGone`."""
    found = MessageFile.objects.visible_to(access).filter(message=message).order_by("pk")
    return tuple(_read(access, one) for one in found)


def files_named(access: Access, message: Message) -> tuple[tuple[str, int], ...]:
    """Name and size of each file of a message, for the outbox."""
    found = MessageFile.objects.visible_to(access).filter(message=message).order_by("pk")
    return tuple(found.values_list("name", "size"))


def workspaces_with_files(access: Access) -> list[Workspace]:
    """Where messages have files; `access` sees its own workspace only."""
    found = MessageFile.objects.order_by()
    if access.place is not None:
        found = found.filter(workspace=access.place)
    ids = list(found.values_list("workspace_id", flat=True).distinct())
    return list(Workspace.objects.filter(pk__in=ids).order_by("pk"))


def _read(access: Access, one: MessageFile) -> MailFile:
    try:
        content = (folder_of(access) / one.checksum).read_bytes()
    except FileNotFoundError as gone:
        raise AttachedFileGone(one.name) from gone
    return MailFile(one.name, one.content_type, content)
