"""Reading a mailbox by IMAP: what is new is taken in and marked as read, nothing is deleted."""

import imaplib
import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from emptychair.accounts.access import Access
from emptychair.accounts.queries import first_workspace, workspace_with_slug
from emptychair.kit.errors import ProductError
from emptychair.messaging.services.inbound import deliver_mail

logger = logging.getLogger("emptychair.mail")

AT_ONCE = 200  # mails of one visit
SECONDS = 30


@dataclass(frozen=True, slots=True)
class Mailbox:
    """`imaps://user:password@host:993/INBOX?workspace=main`, taken apart."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    workspace: str
    secure: bool

    @classmethod
    def from_url(cls, url: str) -> "Mailbox":
        """Read the address of a mailbox. Raises `ValueError` for one that cannot be read."""
        parts = urlsplit(url)
        if parts.scheme not in {"imap", "imaps"} or not parts.hostname or not parts.username:
            raise ValueError("A mailbox looks like imaps://user:password@host/INBOX.")
        secure = parts.scheme == "imaps"
        return cls(
            host=parts.hostname,
            port=parts.port or (993 if secure else 143),
            user=unquote(parts.username),
            password=unquote(parts.password or ""),
            folder=unquote(parts.path.strip("/")) or "INBOX",
            workspace=parse_qs(parts.query).get("workspace", [""])[0],
            secure=secure,
        )


def fetch_mail(access: Access, url: str) -> int:
    """Take in what is new in the mailbox; how many mails were answers of customers.

    Raises `ValueError` for an address that cannot be read, or that names no workspace there is.

    A mail that cannot be taken in is flagged and left for a person, and the others go on. After a
    crash the same mail comes again, which changes nothing.
    """
    mailbox = Mailbox.from_url(url)
    named = workspace_with_slug(access, mailbox.workspace) if mailbox.workspace else None
    if mailbox.workspace and named is None:
        raise ValueError(f"The mailbox names a workspace that is not there: {mailbox.workspace}.")
    workspace = named or first_workspace(access)
    inside = Access.system(workspace, access.actor.label) if workspace else None
    taken = 0
    with _opened(mailbox) as connection:
        for number in _new_ones(connection):
            raw = _raw(connection, number)
            if raw is None:
                continue
            taken += _take(access, connection, number, raw, inside)
    return taken


def _take(
    access: Access, connection: imaplib.IMAP4, number: str, raw: bytes, inside: Access | None
) -> bool:
    try:
        kept = deliver_mail(access, raw, to_workspace=inside)
    except ProductError as problem:
        logger.warning("Mail %s of the mailbox was not taken in: %s", number, problem)
        connection.uid("STORE", number, "+FLAGS", r"(\Seen \Flagged)")
        return False
    connection.uid("STORE", number, "+FLAGS", r"(\Seen)")
    return kept is not None


@contextmanager
def _opened(mailbox: Mailbox) -> Iterator[imaplib.IMAP4]:
    connection: imaplib.IMAP4
    if mailbox.secure:
        context = ssl.create_default_context()
        connection = imaplib.IMAP4_SSL(
            mailbox.host, mailbox.port, ssl_context=context, timeout=SECONDS
        )
    else:
        connection = imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS)
    try:
        connection.login(mailbox.user, mailbox.password)
        quoted = mailbox.folder.replace("\\", "\\\\").replace('"', '\\"')
        connection.select(f'"{quoted}"')
        yield connection
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            connection.logout()


def _new_ones(connection: imaplib.IMAP4) -> list[str]:
    _status, found = connection.uid("SEARCH", "UNSEEN")
    text = found[0].decode() if found and isinstance(found[0], bytes) else ""
    return text.split()[:AT_ONCE]


def _raw(connection: imaplib.IMAP4, number: str) -> bytes | None:
    _status, found = connection.uid("FETCH", number, "(BODY.PEEK[])")
    return next((one[1] for one in found or [] if isinstance(one, tuple)), None)
