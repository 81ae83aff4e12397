"""Tables of product use."""

from emptychair.usage.models.counting import CountingState
from emptychair.usage.models.daily import DailyUse
from emptychair.usage.models.key import WriteKey
from emptychair.usage.models.reading import CompanyUse, PersonUse
from emptychair.usage.models.visitor import AliasQuestion, Visitor, VisitorEvent

__all__ = [
    "AliasQuestion",
    "CompanyUse",
    "CountingState",
    "DailyUse",
    "PersonUse",
    "Visitor",
    "VisitorEvent",
    "WriteKey",
]
