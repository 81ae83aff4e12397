"""Notices about mails of ours: came back (RFC 3464), reported as spam (RFC 5965)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string
from email.message import Message

from emptychair.messaging.rules.charsets import decoded_header, decoded_text

_IDS = re.compile(r"^Message-ID:\s*(<[^<>\s]{1,240}>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a mail server says about a mail that it was given."""

    header_ids: tuple[str, ...]
    is_complaint: bool = False
    is_final: bool = False  # it will not arrive; else it is only late
    answer: str = ""


def notice_in(mail: Message) -> Notice | None:
    """The notice that this mail is, or nothing when it is an ordinary one."""
    kind = str(mail.get_param("report-type") or "").lower()
    if mail.get_content_type() == "multipart/report" and kind == "feedback-report":
        return Notice(header_ids=tuple(_original_ids(mail)), is_complaint=True)
    fields = _status_fields(mail)
    if fields:
        return _delivery_notice(mail, fields)
    if _is_from_machine(mail) and any(_original_ids(mail)):
        return Notice(header_ids=tuple(_original_ids(mail)))  # no status: not counted as final
    return None


def _delivery_notice(mail: Message, fields: list[Message]) -> Notice:
    def all_of(name: str) -> list[str]:
        return [decoded_header(one.get(name)).strip() for one in fields if one.get(name)]

    failed = any(action.lower() == "failed" for action in all_of("Action"))
    final = any(status.startswith("5") for status in all_of("Status"))
    answer = next(iter(all_of("Diagnostic-Code") + all_of("Status")), "")
    return Notice(
        header_ids=tuple(_original_ids(mail)),
        is_final=failed and final,
        answer=" ".join(answer.split())[:300],
    )


def _status_fields(mail: Message) -> list[Message]:
    """The groups of fields in `message/delivery-status`, which parsers give as messages."""
    found: list[Message] = []
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        payload = part.get_payload()
        if isinstance(payload, list):
            found += [one for one in payload if isinstance(one, Message)]
        else:
            found += [message_from_string(one) for one in str(payload).split("\n\n")]
    return found


def _original_ids(mail: Message) -> Iterator[str]:
    """Message-IDs of the mail that is sent back, whole or only its headers."""
    for part in mail.walk():
        kind = part.get_content_type()
        payload = part.get_payload()
        if kind == "message/rfc822" and isinstance(payload, list) and payload:
            yield from _IDS.findall(f"Message-ID: {decoded_header(_header(payload[0]))}")
        elif kind in {"text/rfc822-headers", "message/rfc822-headers"}:
            yield from _IDS.findall(decoded_text(part))


def _header(part: object) -> object:
    return part.get("Message-ID") if isinstance(part, Message) else None


def _is_from_machine(mail: Message) -> bool:
    return decoded_header(mail.get("Return-Path")).strip() == "<>"
