"""Reading product use; see `use.py` for what stood on a day."""

from emptychair.usage.queries.signups import unfinished_signups
from emptychair.usage.queries.use import seats_asof, use_asof, use_by_week, use_now

__all__ = ["seats_asof", "unfinished_signups", "use_asof", "use_by_week", "use_now"]
