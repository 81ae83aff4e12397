"""What a mail that came back says: of the address, of the moment, or of us.

By the codes of RFC 3463 (class.subject.detail). Only what speaks of the address for good stops
writing to it at once; a full mailbox may be empty next time; a refusal for what we are or wrote is
no word about the customer.
"""

import re

from emptychair.messaging.types import DeliveryKind

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
SOFT_IN_A_ROW = 3  # mails in a row that came back for the moment, then no more are sent
# 5.x.y that do not mean "no such address": (subject, detail), detail None for all of them
_SOFT = {("2", "2"), ("2", "0"), ("3", None), ("4", None)}
_BLOCKED = {("7", None), ("6", None), ("2", "3"), ("3", "4"), ("5", None)}
_NO_ROUTE = {("4", "4"), ("4", "1")}  # the domain takes no mail at all


def status_in(text: str) -> str:
    """The first enhanced status code in the text (`5.1.1`), or nothing."""
    found = _STATUS.search(text)
    return found[0] if found else ""


def kind_of_bounce(status: str) -> DeliveryKind:
    """What a final failure with this code means; without a code it is the address."""
    found = _STATUS.search(status)
    if found is None:
        return DeliveryKind.BOUNCED
    level, subject, detail = found.groups()
    if level == "4":  # the server tried for days and gave up
        return DeliveryKind.SOFT_BOUNCED
    if (subject, detail) in _NO_ROUTE:
        return DeliveryKind.BOUNCED
    if (subject, detail) in _BLOCKED or (subject, None) in _BLOCKED:
        return DeliveryKind.BLOCKED
    if (subject, detail) in _SOFT or (subject, None) in _SOFT:
        return DeliveryKind.SOFT_BOUNCED
    return DeliveryKind.BOUNCED
