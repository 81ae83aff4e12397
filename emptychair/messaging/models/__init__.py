"""Tables of messaging."""

from emptychair.messaging.models.attachment import MessageFile
from emptychair.messaging.models.contact import ContactDecision, Hold, HoldOut
from emptychair.messaging.models.delivery import DeliveryNote, SendingDomain, SendingPause
from emptychair.messaging.models.inbound import InboundMail, InboundText
from emptychair.messaging.models.message import Message

__all__ = [
    "ContactDecision",
    "DeliveryNote",
    "Hold",
    "HoldOut",
    "InboundMail",
    "InboundText",
    "Message",
    "MessageFile",
    "SendingDomain",
    "SendingPause",
]
