"""The channel "line"."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from emptychair.accounts.access import Access
from emptychair.integrations.line.accounts import account_of
from emptychair.messaging.channels import NotTakenYet, Outgoing, Sender, register_channel
from emptychair.messaging.queries.texts import workspace_with_id
from emptychair.messaging.types import LINE


def has_account(access: Access) -> bool:
    """Whether messages of a workspace leave; where nothing is set they stay in the outbox."""
    return account_of(Access.system(access.workspace, "LINE")) is not None


@register_channel(LINE, is_ready=has_account)
class LineChannel:
    """Messages through the official account of each workspace."""

    def connect(self) -> AbstractContextManager[Sender]:
        """Nothing is kept open: every message is one request."""
        return _connected()


@contextmanager
def _connected() -> Iterator[Sender]:
    yield LineSender()


class LineSender:
    """Hands messages over."""

    def send(self, message: Outgoing) -> str:
        """Hand one over to the account of its workspace."""
        from emptychair.integrations.line.api import push

        outside = Access.system(None, "LINE")
        place = workspace_with_id(outside, message.workspace_id)
        account = account_of(Access.system(place, "LINE")) if place else None
        if account is None:
            raise NotTakenYet("no account")
        return push(account, message)
