"""Twilio: sending by its library, reading its calls, checking its signatures."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

import requests
from django.conf import settings
from twilio.base.exceptions import (
    TwilioRestException,
)
from twilio.http.http_client import (
    TwilioHttpClient,
)
from twilio.request_validator import (
    RequestValidator,
)
from twilio.rest import Client
from typing_extensions import override

from emptychair.integrations.sms.providers import ReceivedSms, Sms, SmsReport
from emptychair.messaging.channels import AddressRefused, NotTaken, NotTakenYet, Unreachable
from emptychair.messaging.types import DeliveryKind

SECONDS = 20
HOME = "https://api.twilio.com"
# https://www.twilio.com/docs/api/errors
NO_SUCH_NUMBER = frozenset({21211, 21214, 21217, 21614, 30003, 30005, 30006})
STOPPED = 21610  # the customer wrote STOP to Twilio
NO_ROUTE = frozenset({21408, 21612, 30007, 30034})
GONE_FOR_GOOD = frozenset({30005, 30006})  # unknown number, landline
KINDS = {
    "delivered": DeliveryKind.DELIVERED,
    "undelivered": DeliveryKind.SOFT_BOUNCED,
    "failed": DeliveryKind.SOFT_BOUNCED,
}


class _HttpClient(TwilioHttpClient):  # type: ignore[misc]  # no types
    """Goes to another address where the settings name one."""

    @override
    def request(self, method: str, url: str, *args: Any, **rest: Any) -> Any:
        home = str(settings.SMS_API).rstrip("/")
        return super().request(method, url.replace(HOME, home, 1), *args, **rest)


class TwilioProvider:
    """The account of this installation."""

    name = "twilio"

    def send(self, sms: Sms) -> str:
        """Hand one over. Where Twilio said no it was certainly not taken."""
        sender = str(settings.SMS_FROM)
        by = {"messaging_service_sid": sender} if sender.startswith("MG") else {"from_": sender}
        try:
            made = self._client().messages.create(
                to=sms.to_address, body=sms.text, status_callback=sms.report_to, **by
            )
        except TwilioRestException as problem:
            raise _meaning_of(problem) from problem
        except requests.exceptions.ConnectTimeout as problem:
            raise Unreachable(str(problem)[:300]) from problem
        except requests.exceptions.ConnectionError as problem:
            if "NewConnectionError" in repr(problem):  # nobody listens: nothing was said yet
                raise Unreachable(str(problem)[:300]) from problem
            raise
        return str(made.sid or "")

    def is_genuine(self, address: str, given: Mapping[str, str], signature: str) -> bool:
        """Whether the signature over address and fields is right."""
        validator = RequestValidator(str(settings.SMS_KEY))
        return bool(signature and validator.validate(address, dict(given), signature))

    def read_message(self, given: Mapping[str, str]) -> ReceivedSms | None:
        """An SMS that came in."""
        sid, sender = given.get("MessageSid", ""), given.get("From", "")
        if not (sid and sender):
            return None
        return ReceivedSms(
            provider_id=sid,
            from_address=sender,
            to_address=given.get("To", ""),
            text=given.get("Body", ""),
        )

    def read_report(self, given: Mapping[str, str], *, now: datetime) -> SmsReport | None:
        """A status; those on the way there say nothing new."""
        sid, status = given.get("MessageSid", ""), given.get("MessageStatus", "")
        kind = KINDS.get(status)
        if not sid or kind is None:
            return None
        code = given.get("ErrorCode", "")
        return SmsReport(
            provider_id=sid,
            note_id=f"{sid}:{status}",
            kind=_kind(kind, code),
            answer=f"{status} {code}".strip(),
            happened_at=now,
        )

    def _client(self) -> Client:
        account, key = str(settings.SMS_ACCOUNT), str(settings.SMS_KEY)
        return Client(account, key, http_client=_HttpClient(timeout=SECONDS))


def _kind(kind: DeliveryKind, code: str) -> DeliveryKind:
    number = int(code) if code.isdecimal() else 0
    if number == STOPPED:
        return DeliveryKind.UNSUBSCRIBED
    if number in GONE_FOR_GOOD:
        return DeliveryKind.BOUNCED
    return DeliveryKind.BLOCKED if number in NO_ROUTE else kind


def _meaning_of(problem: TwilioRestException) -> Exception:
    said = f"{problem.code or problem.status} {problem.msg}"[:300]
    if problem.code == STOPPED:
        return NotTaken(said, code="blocked_by_customer")
    if problem.code in NO_SUCH_NUMBER:
        return AddressRefused(said)
    if problem.status == HTTPStatus.TOO_MANY_REQUESTS:
        return NotTakenYet(said)
    if problem.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return Unreachable(said)  # our key is wrong: the others need not be tried now
    return NotTaken(said, code="provider_refused") if problem.status < 500 else problem
