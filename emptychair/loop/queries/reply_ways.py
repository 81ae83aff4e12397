"""By which ways the customer of a case can be answered; the way they wrote last stands first."""

from dataclasses import dataclass

from emptychair.accounts.access import Access
from emptychair.accounts.permissions import Permission
from emptychair.customers.models import Person
from emptychair.loop.models import Case, CaseEntry
from emptychair.loop.queries.masked import address_of
from emptychair.loop.types import EntryKind
from emptychair.messaging.channels import is_channel_ready
from emptychair.messaging.queries.addresses import channel_address
from emptychair.messaging.queries.ways import OPEN, way_state
from emptychair.messaging.types import EMAIL, LINE, SMS

CHANNELS = (EMAIL, LINE, SMS)
CAME_IN = (EntryKind.MAIL_IN, EntryKind.TEXT_IN)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWay:
    """One way to answer. `address` is where it goes, `shown` what may be seen of that here."""

    channel: str
    address: str
    shown: str


def reply_ways(access: Access, case: Case) -> list[ReplyWay]:
    """The ways to this customer, the best one first. Needs `case:read`.

    First the one by which they wrote last, then the one by which they answered the survey. SMS and
    LINE are offered where they are set up and not refused, or where the customer wrote by them.
    """
    access.require(Permission.CASE_READ)
    channel, written_from = _last_written(access, case)
    found = {EMAIL: case.person.email if case.person else ""}
    for one in (LINE, SMS):
        found[one] = _open_address(access, case.person, one) if case.person else ""
    if channel in {LINE, SMS}:
        found[channel] = written_from
    preferred = (channel, case.response.channel if case.response else "")
    order = list(dict.fromkeys([one for one in preferred if one in CHANNELS] + list(CHANNELS)))
    return [_as_way(access, case.person, one, found[one]) for one in order if found[one]]


def _last_written(access: Access, case: Case) -> tuple[str, str]:
    """By which channel, and from where, they wrote into this case last."""
    rows = CaseEntry.objects.visible_to(access).filter(case=case, kind__in=CAME_IN)
    last = rows.select_related("inbound_text").order_by("-happened_at", "-pk").first()
    if last is None:
        return "", ""
    text = last.inbound_text
    return (text.channel, text.from_address) if text else (EMAIL, "")


def _open_address(access: Access, person: Person, channel: str) -> str:
    address = channel_address(access, person, channel)
    if not address or way_state(access, person, channel, address) != OPEN:
        return ""
    ready = access.workspace.is_demo or is_channel_ready(access, channel)
    return address if ready else ""


def _as_way(access: Access, person: Person | None, channel: str, address: str) -> ReplyWay:
    """An id of LINE says nothing to people."""
    shown = {EMAIL: address_of(access, person), LINE: ""}.get(
        channel, address if access.may_see_names else "…"
    )
    return ReplyWay(channel=channel, address=address, shown=shown)
