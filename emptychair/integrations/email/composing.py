"""From a message to a mail: names, addresses, headers, text and HTML."""

from email.utils import formataddr
from typing import Any

from django.core.mail import EmailMultiAlternatives

from emptychair.integrations.email.untracked import is_untracked, leave_untracked
from emptychair.messaging.channels import UNTRACKED, Outgoing

# Headers that we make ourselves; a caller cannot change whose mail it is.
OURS = {"from", "to", "cc", "bcc", "subject", "message-id", "reply-to", "sender", "return-path"}


def compose(message: Outgoing, connection: Any) -> EmailMultiAlternatives:
    """The mail as it goes out: plain text, and HTML beside it where there is some."""
    headers = {name: value for name, value in message.headers.items() if name.lower() not in OURS}
    headers = {name: value for name, value in headers.items() if name.lower() != UNTRACKED.lower()}
    headers["Message-ID"] = message.header_id
    headers.setdefault("Auto-Submitted", "no")
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=_with_name(message.from_name, message.from_address),
        to=[_with_name(message.to_name, message.to_address)],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers=headers,
        connection=connection,
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for file in message.files:
        mail.attach(file.name, file.content, file.content_type)
    if is_untracked(message.headers):
        leave_untracked(mail, connection)
    return mail


def _with_name(name: str, address: str) -> str:
    """`Name <address>`; an address that brings a name of its own keeps it."""
    if "<" in address or not name:
        return address
    try:
        return formataddr((name, address))
    except UnicodeEncodeError:
        return address
