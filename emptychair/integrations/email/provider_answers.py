"""What an error of a provider's API means: taken certainly not, or not known."""

from http import HTTPStatus

import requests
from anymail.exceptions import (
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
    AnymailRequestsAPIError,
    AnymailSerializationError,
    AnymailUnsupportedFeature,
)

from emptychair.messaging.channels import AddressRefused, NotTaken, NotTakenYet, Unreachable

UNWRITABLE = (AnymailInvalidAddress, AnymailSerializationError, AnymailUnsupportedFeature)


def meaning_of(problem: Exception) -> NotTaken | None:
    """The error as the channel tells it; nothing where nobody knows whether the mail was taken."""
    said = " ".join(str(problem).split())[:300]
    if isinstance(problem, UNWRITABLE):
        return NotTaken(said, code="unsendable")
    if isinstance(problem, AnymailRecipientsRefused):
        return AddressRefused(said)
    if isinstance(problem, AnymailRequestsAPIError) and problem.status_code is not None:
        return _of_status(problem.status_code, said)
    cause = problem.__cause__
    if isinstance(cause, requests.exceptions.ConnectTimeout) or _never_reached(cause):
        return Unreachable(said)
    return None


def _of_status(status: int, said: str) -> NotTaken | None:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return NotTakenYet(said)
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return Unreachable(said)  # our key is wrong: the other mails need not be tried now
    return NotTaken(said) if 400 <= status < 500 else None


def _never_reached(cause: BaseException | None) -> bool:
    """Refused before a word was said: nobody listens there."""
    return isinstance(cause, requests.exceptions.ConnectionError) and "NewConnectionError" in repr(
        cause
    )
