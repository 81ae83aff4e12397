"""Tables of messaging."""

from emptychair.messaging.models.contact import ContactDecision, Hold
from emptychair.messaging.models.inbound import InboundMail
from emptychair.messaging.models.message import Message

__all__ = [
    "ContactDecision",
    "Hold",
    "InboundMail",
    "Message",
]
