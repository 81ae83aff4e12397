"""Reading outcomes. What other domains ask for stands here."""

from emptychair.outcomes.queries.asof import (
    outcome_of,
    outcomes_asof,
    outcomes_of_people_asof,
)
from emptychair.outcomes.queries.kpis import kpi_with_id, kpis_of

__all__ = ["kpi_with_id", "kpis_of", "outcome_of", "outcomes_asof", "outcomes_of_people_asof"]
