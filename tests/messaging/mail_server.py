"""A real mail server on this machine that keeps what it is given."""

import asyncio
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Box:
    """What came in; addresses that begin with a word below are refused."""

    def __init__(self, *, slow=0.0):
        self.mails = []
        self.connections = 0
        self.slow = slow

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - as aiosmtpd calls it
        if address.startswith("nobody"):
            return "550 5.1.1 no such user"
        if address.startswith("busy"):
            return "451 4.7.1 greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - as aiosmtpd calls it
        await asyncio.sleep(self.slow)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        if mail["Subject"] == "spam":
            return "554 5.7.1 looks like spam"
        self.mails.append((envelope.rcpt_tos[0], mail))
        return "250 OK"


class LocalController(Controller):
    """On a port that is free."""

    def factory(self):
        self.handler.connections += 1
        return SMTP(self.handler, enable_SMTPUTF8=True)


@contextmanager
def mail_server(**options):
    box = Box(**options)
    controller = LocalController(box, hostname="127.0.0.1", port=0)
    # aiosmtpd knocks at the port it was given, so it must be known before
    controller.port = free_port()
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


def free_port():
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
