"""Tables of fit."""

from emptychair.fit.models.overrule import FitOverrule
from emptychair.fit.models.setting import FitSetting

__all__ = ["FitOverrule", "FitSetting"]
