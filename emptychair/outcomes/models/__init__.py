"""Tables of outcomes."""

from emptychair.outcomes.models.confirmation import Confirmation
from emptychair.outcomes.models.interview import Interview
from emptychair.outcomes.models.kpi import Kpi, KpiTerms
from emptychair.outcomes.models.reading import Reading

__all__ = ["Confirmation", "Interview", "Kpi", "KpiTerms", "Reading"]
