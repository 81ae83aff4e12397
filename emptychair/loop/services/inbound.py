"""Mail that came back."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.kit.errors import NotFound
from emptychair.loop.models import Case, CaseEntry
from emptychair.loop.queries.cases import case_with_id
from emptychair.loop.services.conversation import take_mail
from emptychair.messaging.queries import inbound_mail


def take_inbound(
    access: Access, inbound_id: int, *, thread: str, now: datetime
) -> CaseEntry | None:
    """Put the mail into the case its address stands for; nothing for mail of other threads."""
    case = _case_of(access, thread)
    if case is None:
        return None
    return take_mail(access, case, inbound_mail(access, inbound_id), now=now)


def _case_of(access: Access, thread: str) -> Case | None:
    kind, _, number = thread.partition(":")
    if kind != "case" or not number.isdigit():
        return None
    try:
        return case_with_id(access, int(number))
    except NotFound:
        return None
