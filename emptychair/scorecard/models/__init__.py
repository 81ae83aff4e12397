"""Tables of the scorecard."""

from emptychair.scorecard.models.kept import KeptReading
from emptychair.scorecard.models.outside import OutsideCorrection, OutsideFigure, OutsideValue
from emptychair.scorecard.models.row import ScorecardRow
from emptychair.scorecard.models.warning import GuardWarning

__all__ = [
    "GuardWarning",
    "KeptReading",
    "OutsideCorrection",
    "OutsideFigure",
    "OutsideValue",
    "ScorecardRow",
]
