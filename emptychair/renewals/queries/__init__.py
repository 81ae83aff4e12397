"""What other domains may ask: revenue and renewals as of a day, and who left."""

from emptychair.renewals.queries.asof import people_revenue_asof, renewal_of, revenue_asof
from emptychair.renewals.queries.churned import churned_between

__all__ = ["churned_between", "people_revenue_asof", "renewal_of", "revenue_asof"]
