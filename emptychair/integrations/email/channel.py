"""The channel "email": one open connection, one mail after the other."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from typing import Any

from django.core.mail import get_connection
from django.core.mail.message import BadHeaderError

from emptychair.integrations.email.composing import compose
from emptychair.messaging.channels import (
    AddressRefused,
    NotTaken,
    NotTakenYet,
    Outgoing,
    Sender,
    Unreachable,
    register_channel,
)
from emptychair.messaging.rules.backoff import means_bad_address


@register_channel("email")
class MailChannel:
    """Mail through the server of the installation."""

    def connect(self) -> AbstractContextManager[Sender]:
        """Open the connection of Django's mail backend for as long as the batch lasts."""
        return _connected()


@contextmanager
def _connected() -> Iterator[Sender]:
    connection = get_connection()
    try:
        connection.open()
    except SMTPAuthenticationError as problem:
        raise Unreachable(_text(problem.smtp_error)) from problem
    except (OSError, SMTPException) as problem:  # nothing was sent yet
        raise Unreachable(str(problem)) from problem
    try:
        yield MailSender(connection)
    finally:
        connection.close()


class MailSender:
    """Hands mails over on an open connection."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def send(self, message: Outgoing) -> str:
        """Hand one mail over. Where the server said no, the mail was certainly not taken; where
        the line broke, nobody knows, and the error goes up as it is.
        """
        try:
            mail = compose(message, self.connection)
            mail.message()  # before anything is sent: a mail that cannot be written
        except (BadHeaderError, UnicodeError, ValueError) as problem:
            raise NotTaken(str(problem), code="unsendable") from problem
        try:
            mail.send()
        except SMTPRecipientsRefused as problem:
            code, answer = next(iter(problem.recipients.values()))
            raise _refusal(code, _text(answer)) from problem
        except SMTPNotSupportedError as problem:
            raise NotTaken(str(problem), code="unsendable") from problem
        except SMTPResponseException as problem:
            if problem.smtp_code < 400:
                raise  # no answer one can read: it is not known
            raise _refusal(problem.smtp_code, _text(problem.smtp_error)) from problem
        except Exception as problem:
            meaning = _meaning_of(problem)
            if meaning is None:
                raise  # not known whether it was taken
            raise meaning from problem
        status = getattr(mail, "anymail_status", None)
        return str(getattr(status, "message_id", "") or "")[:200]


def _meaning_of(problem: Exception) -> NotTaken | None:
    """What an error of a provider's API means; its library is loaded only where there is one."""
    if type(problem).__module__.partition(".")[0] not in {"anymail", "requests"}:
        return None
    from emptychair.integrations.email.provider_answers import meaning_of

    return meaning_of(problem)


def _refusal(code: int, answer: str) -> NotTaken:
    said = f"{code} {answer}"
    if code < 500:
        return NotTakenYet(said)
    return AddressRefused(said) if means_bad_address(code, answer) else NotTaken(said)


def _text(answer: Any) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return " ".join(text.split())
