"""LINE's library; what it raises becomes what `messaging/channels.py` knows."""

import json
import uuid
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from linebot.v3.messaging import (
    ApiClient,
    Configuration,
    MessagingApi,
    PostbackAction,
    PushMessageRequest,
    QuickReply,
    QuickReplyItem,
    TextMessage,
)
from linebot.v3.messaging.exceptions import (
    ApiException,
)

from emptychair.integrations.line.accounts import LineAccount
from emptychair.integrations.line.postbacks import written_postback
from emptychair.messaging.channels import (
    AddressRefused,
    NotTaken,
    NotTakenYet,
    Outgoing,
    Unreachable,
)
from emptychair.surveys.services.invitation_text import LABELS, TOKEN

TIMEOUT = (10, 20)
LONGEST, LONGEST_LABEL, MOST_BUTTONS = 5000, 20, 13


def push(account: LineAccount, message: Outgoing) -> str:
    """Hand a message over; LINE's id for it. The same message again is known by its key to LINE."""
    request = PushMessageRequest(
        to=message.to_address,
        messages=[TextMessage(text=message.text[:LONGEST], quick_reply=_buttons(message))],
    )
    key = str(uuid.uuid5(uuid.NAMESPACE_URL, message.header_id))
    try:
        with _client(account) as client:
            answer = MessagingApi(client).push_message(
                request, x_line_retry_key=key, _request_timeout=TIMEOUT
            )
    except ApiException as problem:
        if problem.status == HTTPStatus.CONFLICT:  # it took this message before
            return str((problem.headers or {}).get("x-line-accepted-request-id", ""))
        raise _meaning_of(problem) from problem
    except Exception as problem:
        if _never_reached(problem):
            raise Unreachable(str(problem)[:300]) from problem
        raise  # not known whether it was taken
    sent = answer.sent_messages
    return str(sent[0].id) if sent else ""


def link_token_of(account: LineAccount, user_id: str) -> str:
    """A word of LINE for linking this user, good for ten minutes. Raises `NotTaken` kinds."""
    try:
        with _client(account) as client:
            answer = MessagingApi(client).issue_link_token(user_id, _request_timeout=TIMEOUT)
    except ApiException as problem:
        raise _meaning_of(problem) from problem
    return str(answer.link_token)


def _never_reached(problem: Exception) -> bool:
    """Refused before a word was said: nobody listens there."""
    return "NewConnectionError" in repr(getattr(problem, "reason", ""))


def _client(account: LineAccount) -> Any:
    return ApiClient(Configuration(host=str(settings.LINE_API), access_token=account.token))


def _buttons(message: Outgoing) -> QuickReply | None:
    token = str(message.headers.get(TOKEN, ""))
    labels = json.loads(str(message.headers.get(LABELS, "{}"))) if token else {}
    if not labels:
        return None
    actions = [
        PostbackAction(
            label=str(label)[:LONGEST_LABEL],
            data=written_postback(int(score), token),
            display_text=str(label)[:300],
        )
        for score, label in list(labels.items())[:MOST_BUTTONS]
    ]
    return QuickReply(items=[QuickReplyItem(action=one) for one in actions])


def _meaning_of(problem: ApiException) -> Exception:
    body: str | bytes = problem.body or ""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)
    said = f"{problem.status} {_message_in(text)}".strip()[:300]
    status = int(problem.status or 0)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return NotTaken(said, code="quota") if "monthly limit" in text else NotTakenYet(said)
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return Unreachable(said)  # our token is wrong: the others need not be tried now
    if status == HTTPStatus.NOT_FOUND or "'to'" in text:
        return AddressRefused(said)
    return NotTaken(said, code="provider_refused") if 400 <= status < 500 else problem


def _message_in(text: str) -> str:
    try:
        found = json.loads(text)
    except ValueError:
        return text
    return str(found.get("message", "")) if isinstance(found, Mapping) else text
