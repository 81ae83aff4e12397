"""Which invitation a short message answers."""

from datetime import datetime

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.messaging.models import InboundText
from emptychair.surveys.models import Invitation

KIND = "invitation:"


def invitation_answered(access: Access, text: InboundText, *, now: datetime) -> Invitation | None:
    """The invitation that this message names, else the last that went to this address.

    Nothing when its time is over. Whoever names one must be the one who was asked.
    """
    access.require(Permission.SURVEY_SEND)
    rows = Invitation.objects.visible_to(access).filter(
        message__channel=text.channel, message__to_address=text.from_address
    )
    named = text.thread.removeprefix(KIND)
    if text.thread.startswith(KIND) and named.isdecimal():
        rows = rows.filter(pk=int(named))
    found = rows.select_related("survey__touchpoint", "touchpoint", "person__merged_into")
    last = found.order_by("-asked_at", "-pk").first()
    if last is None or (last.expires_at is not None and now >= last.expires_at):
        return None
    return last
