"""What follows from each event of LINE."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from emptychair.accounts.access import Access
from emptychair.customers.queries import person_with_id
from emptychair.customers.services.channel_addresses import (
    BLOCKED,
    link_channel,
    relink_channel,
    unlink_channel,
)
from emptychair.integrations.line.postbacks import read_postback
from emptychair.jobs import enqueue
from emptychair.kit.errors import NotFound
from emptychair.messaging.links import read_link_nonce, read_link_token
from emptychair.messaging.queries.addresses import is_linked
from emptychair.messaging.services.sending import plan_message
from emptychair.messaging.services.texts import IncomingText, receive_text
from emptychair.messaging.types import LINE, Purpose

LINK_WORD = re.compile(r"\s*(?:連携|link)\s*[:：]\s*(\S{20,200})\s*", re.IGNORECASE)
Event = dict[str, Any]


def take_event(access: Access, event: Event) -> None:
    """One event of one user; what another system answers, or a group says, is let go."""
    source = event.get("source") or {}
    if source.get("type") != "user" or event.get("mode") == "standby":
        return
    take = TAKERS.get(str(event.get("type")))
    if take and source.get("userId") and event.get("webhookEventId"):
        take(access, str(source["userId"]), event)


def _moment(event: Event) -> datetime:
    return datetime.fromtimestamp(int(event.get("timestamp", 0)) / 1000, tz=UTC)


def _message(access: Access, user_id: str, event: Event) -> None:
    message = event.get("message") or {}
    text = str(message.get("text", "")) if message.get("type") == "text" else ""
    wanted = LINK_WORD.fullmatch(text)
    if wanted and read_link_token(wanted[1]):
        enqueue(
            "line.offer_link",
            workspace_id=access.workspace.pk,
            user_id=user_id,
            token=wanted[1],
            event_id=str(event["webhookEventId"]),
        )
        return
    _take(access, user_id, event, text=text or f"[{message.get('type', '?')}]")


def _postback(access: Access, user_id: str, event: Event) -> None:
    data = str((event.get("postback") or {}).get("data", ""))
    read = read_postback(data, workspace_id=access.workspace.pk)
    if read:
        _take(access, user_id, event, text=str(read[0]), thread=f"invitation:{read[1]}")


def _take(access: Access, user_id: str, event: Event, *, text: str, thread: str = "") -> None:
    receive_text(
        access,
        IncomingText(
            channel=LINE,
            provider_id=str(event["webhookEventId"]),
            from_address=user_id,
            text=text,
            received_at=_moment(event),
            thread=thread,
        ),
    )


def _follow(access: Access, user_id: str, event: Event) -> None:
    relink_channel(access, channel=LINE, address=user_id, now=_moment(event))
    if is_linked(access, LINE, user_id):
        return
    with translation.override(access.workspace.language):
        text = _(
            "Thank you for adding us. To link this account, open the link that we sent you "
            "personally."
        )
    say(access, user_id, f"line-follow:{event['webhookEventId']}", text)


def _unfollow(access: Access, user_id: str, event: Event) -> None:
    unlink_channel(access, channel=LINE, address=user_id, source=BLOCKED, now=_moment(event))


def _account_link(access: Access, user_id: str, event: Event) -> None:
    link = event.get("link") or {}
    read = read_link_nonce(str(link.get("nonce", ""))) if link.get("result") == "ok" else None
    if read is None or read[0] != access.workspace.pk:
        return
    try:
        person = person_with_id(access, read[1])
    except NotFound:
        return
    now = _moment(event)
    if not link_channel(
        access,
        person.merged_into or person,
        channel=LINE,
        address=user_id,
        source="LINE account link",
        now=now,
    ):
        return
    with translation.override(person.language or access.workspace.language):
        text = _("Linked. From now on we can ask you here. To stop, reply STOP or block us.")
    say(access, user_id, f"line-linked:{event['webhookEventId']}", text)


def say(access: Access, user_id: str, key: str, text: str) -> None:
    """Write back to a user who is perhaps no customer we know."""
    plan_message(
        access,
        person=None,
        unique_key=key[:160],
        purpose=Purpose.REPLY.value,
        to_address=user_id,
        channel=LINE,
        subject="",
        text=text,
    )


TAKERS: dict[str, Callable[[Access, str, Event], None]] = {
    "message": _message,
    "postback": _postback,
    "follow": _follow,
    "unfollow": _unfollow,
    "accountLink": _account_link,
}
