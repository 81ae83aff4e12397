"""Tables of customers, one file for each aggregate."""

from emptychair.customers.models.attribute import AttributeDefinition
from emptychair.customers.models.company import Company
from emptychair.customers.models.consent import ChannelAddress, Consent, Suppression
from emptychair.customers.models.contract import Contract, ContractChange, Order
from emptychair.customers.models.departure import Departure, LeavingRun
from emptychair.customers.models.event import CustomerEvent
from emptychair.customers.models.household import SpecialDay, Wish
from emptychair.customers.models.merge import PersonMerge
from emptychair.customers.models.other_id import OtherId
from emptychair.customers.models.person import Person
from emptychair.customers.models.segment import Segment
from emptychair.customers.models.span import CustomerSpan, KeptHistory
from emptychair.customers.models.timeline import TimelineEntry

__all__ = [
    "AttributeDefinition",
    "ChannelAddress",
    "Company",
    "Consent",
    "Contract",
    "ContractChange",
    "CustomerEvent",
    "CustomerSpan",
    "Departure",
    "KeptHistory",
    "LeavingRun",
    "Order",
    "OtherId",
    "Person",
    "PersonMerge",
    "Segment",
    "SpecialDay",
    "Suppression",
    "TimelineEntry",
    "Wish",
]
