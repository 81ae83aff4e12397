"""What moves the score, and what to fix first. Explained in `docs/algorithms/drivers.md`,
`docs/algorithms/must-haves.md` and `docs/algorithms/fix-first.md`.
"""

from emptychair.stats.drivers.gains import ExpectedGain, expected_gains
from emptychair.stats.drivers.importance import (
    DriverImportance,
    DriverShare,
    Figure,
    driver_importance,
)
from emptychair.stats.drivers.penalty import PenaltyReward, penalty_reward
from emptychair.stats.drivers.performance import DriverMap, MapPoint, importance_performance
from emptychair.stats.drivers.shares import shares_of_r2
from emptychair.stats.drivers.table import DriverTable, LeftOut, driver_table
from emptychair.stats.drivers.weights import relative_weights

__all__ = [
    "DriverImportance",
    "DriverMap",
    "DriverShare",
    "DriverTable",
    "ExpectedGain",
    "Figure",
    "LeftOut",
    "MapPoint",
    "PenaltyReward",
    "driver_importance",
    "driver_table",
    "expected_gains",
    "importance_performance",
    "penalty_reward",
    "relative_weights",
    "shares_of_r2",
]
