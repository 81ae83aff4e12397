"""Answering as the customer would, in the demo: a real mail or text, read like any other."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.messaging.errors import NotADemo
from emptychair.messaging.models import InboundMail, Message
from emptychair.messaging.queries.delivery import sender_address
from emptychair.messaging.queries.stored import message_with_id
from emptychair.messaging.services.inbound import receive_mail
from emptychair.messaging.services.texts import IncomingText, receive_text
from emptychair.messaging.types import EMAIL


def answer_as_customer(
    access: Access, message_id: int, *, text: str, now: datetime
) -> InboundMail | None:
    """Write the mail with which the customer answers this message, and take it in.

    In a demo workspace only: raises `NotADemo`, since an answer would be put into somebody's mouth.
    """
    access.require(Permission.MESSAGE_READ)
    message = message_with_id(access, message_id)
    if not access.workspace.is_demo:
        raise NotADemo
    inside = Access.system(access.workspace, f"{access.actor.label} as the customer")
    if message.channel != EMAIL:
        _write_text(inside, message, text, now)
        return None
    return receive_mail(inside, bytes(_written(inside, message, text, now)), now=now)


def _write_text(access: Access, message: Message, text: str, now: datetime) -> None:
    """The gateway of the demo: the same way in that a provider's message takes."""
    receive_text(
        access,
        IncomingText(
            channel=message.channel,
            provider_id=f"demo:{message.pk}:{now.isoformat()}",
            from_address=message.to_address,
            text=text,
            received_at=now,
        ),
    )


def _written(access: Access, message: Message, text: str, now: datetime) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = formataddr((message.to_name, message.to_address))
    mail["To"] = message.reply_to or sender_address(access)
    mail["Subject"] = f"Re: {message.subject}"
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = make_msgid(domain="demo.invalid")
    mail["In-Reply-To"] = mail["References"] = message.message_id
    quoted = "\n".join(f"> {line}" for line in message.text.split("\n"))
    day = f"{now:%Y}年{now.month}月{now.day}日"
    mail.set_content(f"{text}\n\n{day} {message.from_name} <{sender_address(access)}>:\n{quoted}\n")
    return mail
