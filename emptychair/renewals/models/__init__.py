"""Tables of renewals, one file for each aggregate."""

from emptychair.renewals.models.definition import RevenueDefinition, RevenueSetting
from emptychair.renewals.models.forecast import ForecastModel, ForecastWeek, FrozenForecast
from emptychair.renewals.models.month import RevenueMonth, RevenueMovement
from emptychair.renewals.models.reading import BuyerReading, RevenueReport
from emptychair.renewals.models.renewal import Renewal, RenewalCall

__all__ = [
    "BuyerReading",
    "ForecastModel",
    "ForecastWeek",
    "FrozenForecast",
    "Renewal",
    "RenewalCall",
    "RevenueDefinition",
    "RevenueMonth",
    "RevenueMovement",
    "RevenueReport",
    "RevenueSetting",
]
