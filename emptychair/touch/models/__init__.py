"""Tables of touch."""

from emptychair.touch.models.customer import CustomerTouch, TouchOverride
from emptychair.touch.models.hours import MemberHours, TimeOff
from emptychair.touch.models.organisation import OrgDesign, OrgReading
from emptychair.touch.models.rule import TouchDecision, TouchRule
from emptychair.touch.models.setting import ProductMargin, TouchSetting

__all__ = [
    "CustomerTouch",
    "MemberHours",
    "OrgDesign",
    "OrgReading",
    "ProductMargin",
    "TimeOff",
    "TouchDecision",
    "TouchOverride",
    "TouchRule",
    "TouchSetting",
]
