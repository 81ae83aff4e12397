"""Tables of this domain."""

from emptychair.success.models.counting import LookRun
from emptychair.success.models.health import CustomerHealth
from emptychair.success.models.lost import LostCustomer
from emptychair.success.models.risk import BackTest, RiskModel
from emptychair.success.models.span import RiskSpan
from emptychair.success.models.weighting import HealthWeighting

__all__ = [
    "BackTest",
    "CustomerHealth",
    "HealthWeighting",
    "LookRun",
    "LostCustomer",
    "RiskModel",
    "RiskSpan",
]
