"""Notices about mails of ours: came back (RFC 3464), reported as spam (RFC 5965)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string
from email.message import Message

from emptychair.messaging.rules.bounces import kind_of_bounce
from emptychair.messaging.rules.charsets import decoded_header, decoded_text
from emptychair.messaging.types import DeliveryKind

NO_COMPLAINTS = frozenset({"not-spam", "auth-failure", "opt-out"})  # Feedback-Type
_IDS = re.compile(r"^Message-ID:\s*(<[^<>\s]{1,240}>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a mail server says about a mail that it was given."""

    header_ids: tuple[str, ...]
    kind: DeliveryKind | None = None  # nothing where it cannot be told
    answer: str = ""


def notice_in(mail: Message) -> Notice | None:
    """The notice that this mail is, or nothing when it is an ordinary one."""
    kind = str(mail.get_param("report-type") or "").lower()
    if mail.get_content_type() == "multipart/report" and kind == "feedback-report":
        return _feedback(mail)
    fields = _status_fields(mail)
    if fields:
        return _delivery_notice(mail, fields)
    if _is_from_machine(mail) and any(_original_ids(mail)):
        return Notice(header_ids=tuple(_original_ids(mail)))  # no status: not counted as final
    return None


def _feedback(mail: Message) -> Notice:
    """RFC 5965: mostly abuse; some reports only tell of a failed check, or take a word back."""
    said = next(_texts_of(mail, "message/feedback-report", "Feedback-Type"), "").lower()
    kind = None if said in NO_COMPLAINTS else DeliveryKind.COMPLAINED
    return Notice(header_ids=tuple(_original_ids(mail)), kind=kind, answer=said[:300])


def _texts_of(mail: Message, content_type: str, name: str) -> Iterator[str]:
    for fields in _field_groups(mail, content_type):
        if fields.get(name):
            yield decoded_header(fields.get(name)).strip()


def _delivery_notice(mail: Message, fields: list[Message]) -> Notice:
    def all_of(name: str) -> list[str]:
        return [decoded_header(one.get(name)).strip() for one in fields if one.get(name)]

    statuses = all_of("Status")
    answer = next(iter(all_of("Diagnostic-Code") + statuses), "")
    return Notice(
        header_ids=tuple(_original_ids(mail)),
        kind=_kind_of([one.lower() for one in all_of("Action")], statuses),
        answer=" ".join(answer.split())[:300],
    )


def _kind_of(actions: list[str], statuses: list[str]) -> DeliveryKind | None:
    if "failed" in actions:
        return kind_of_bounce(next(iter(statuses), ""))
    if "delayed" in actions:
        return DeliveryKind.DELAYED
    return DeliveryKind.DELIVERED if "delivered" in actions else None


def _status_fields(mail: Message) -> list[Message]:
    return _field_groups(mail, "message/delivery-status")


def _field_groups(mail: Message, content_type: str) -> list[Message]:
    """The groups of fields in a part that consists of them, which parsers give as messages."""
    found: list[Message] = []
    for part in mail.walk():
        if part.get_content_type() != content_type:
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
