"""Mails whose opening and clicks nobody may note: answers to their survey are anonymous."""

from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMultiAlternatives

from emptychair.messaging.channels import UNTRACKED

# For providers that are reached by plain SMTP; those that do not know a line pass over it.
LINES = {
    "X-Mailgun-Track": "no",
    "X-PM-TrackOpens": "false",
    "X-PM-TrackLinks": "None",
    "X-SMTPAPI": (
        '{"filters": {"clicktrack": {"settings": {"enable": 0}}, '
        '"opentrack": {"settings": {"enable": 0}}}}'
    ),
}


def is_untracked(headers: Mapping[str, str]) -> bool:
    """Whether the message asks for it."""
    return any(name.lower() == UNTRACKED.lower() for name in headers)


def leave_untracked(mail: EmailMultiAlternatives, connection: Any) -> None:
    """Tell whichever provider carries the mail to put nothing into it.

    One that cannot be told for a single mail still sends it; what it notes is thrown away
    (`surveys/services/following.py`).
    """
    build = getattr(connection, "build_message_payload", None)
    if build is None:
        mail.extra_headers.update(LINES)
        return
    from anymail.exceptions import AnymailUnsupportedFeature

    for name in ("track_clicks", "track_opens"):
        setattr(mail, name, False)
        try:
            build(mail, connection.send_defaults)
        except AnymailUnsupportedFeature:
            delattr(mail, name)
