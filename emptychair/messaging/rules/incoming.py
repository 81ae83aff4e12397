"""Reading a mail that came in: whose it is, what it says, and whether a person wrote it at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses, parseaddr, parsedate_to_datetime

from emptychair.messaging.rules.charsets import decoded_header, decoded_text
from emptychair.messaging.rules.html_text import text_of_html
from emptychair.messaging.rules.quotes import new_text

_IDS = re.compile(r"<[^<>\s]{1,240}>")
MACHINES = ("bulk", "junk", "auto_reply", "list")
RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Forwarded-To")
MOST_PARTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What a mail says."""

    header_id: str
    from_address: str
    from_name: str
    recipients: tuple[str, ...]
    references: tuple[str, ...]  # the Message-IDs it answers, nearest first
    subject: str
    text: str  # what is new
    full_text: str
    attachments: tuple[str, ...]
    sent_at: datetime | None
    is_automatic: bool
    header_block: str


def read_mail(raw: bytes) -> tuple[Incoming, Message]:
    """The mail, read, and as parsed. What cannot be decoded is shown with � rather than lost."""
    # compat32 keeps headers as they came: the newer policy raises on some that are out there
    mail = message_from_bytes(raw, policy=compat32)
    plain, markup, attachments = _bodies(mail)
    full = plain or text_of_html(markup, with_quotes=True)
    new = new_text(plain) if plain else new_text(text_of_html(markup) or full)
    name, address = parseaddr(_header(mail, "From"))
    return (
        Incoming(
            header_id=next(iter(_ids(mail, "Message-ID")), ""),
            from_address=address.strip().lower()[:254],
            from_name=name.strip()[:200],
            recipients=_recipients(mail),
            references=tuple(
                dict.fromkeys([*_ids(mail, "In-Reply-To"), *_ids(mail, "References")[::-1]])
            ),
            subject=" ".join(_header(mail, "Subject").split())[:300],
            text=new,
            full_text=full,
            attachments=tuple(attachments),
            sent_at=_sent_at(mail),
            is_automatic=_is_automatic(mail),
            header_block="\n".join(
                f"{name}: {_header(mail, name)}" for name in dict.fromkeys(mail)
            ),
        ),
        mail,
    )


def _header(mail: Message, name: str) -> str:
    return decoded_header(mail.get(name))


def _ids(mail: Message, name: str) -> list[str]:
    return _IDS.findall(_header(mail, name))


def _recipients(mail: Message) -> tuple[str, ...]:
    values = [decoded_header(value) for name in RECIPIENTS for value in mail.get_all(name, [])]
    found = (address.strip().lower() for _name, address in getaddresses(values))
    return tuple(dict.fromkeys(one for one in found if "@" in one))


def _sent_at(mail: Message) -> datetime | None:
    try:
        moment = parsedate_to_datetime(_header(mail, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _is_automatic(mail: Message) -> bool:
    """An out-of-office note, a newsletter, a notice by a machine (RFC 3834 and older ways)."""
    submitted = _header(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    return (
        submitted not in {"", "no"}
        or _header(mail, "Precedence").strip().lower() in MACHINES
        or any(
            mail.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply", "List-Id")
        )
        or _header(mail, "Return-Path").strip() == "<>"
        or mail.get_content_type() == "multipart/report"
    )


def _bodies(mail: Message) -> tuple[str, str, list[str]]:
    plain, markup, attachments = [], [], []
    for part in _leaves(mail):
        name = decoded_header(part.get_filename())
        kind = part.get_content_type()
        if name or part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
            attachments.append(" ".join(name.split())[:120] or kind)
        elif kind == "text/html":
            markup.append(decoded_text(part))
        elif kind == "text/plain":
            plain.append(decoded_text(part))
    return "\n".join(filter(None, map(str.strip, plain))), "\n".join(markup), attachments


def _leaves(mail: Message) -> Iterator[Message]:
    """The parts that are no containers; a mail that is forwarded inside is one attachment."""
    waiting, seen = [mail], 0
    while waiting and seen < MOST_PARTS:
        part, seen = waiting.pop(0), seen + 1
        payload = part.get_payload()
        if part.get_content_type() != "message/rfc822" and isinstance(payload, list):
            waiting = [*payload, *waiting]
        else:
            yield part
