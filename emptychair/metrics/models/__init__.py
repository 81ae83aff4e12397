"""Tables of metrics: scores are counted from answers; here is what is wished for, and what takes
too long to look up on a page.
"""

from emptychair.metrics.models.target import Target
from emptychair.metrics.models.unheard import UnheardCustomer, UnheardReading

__all__ = ["Target", "UnheardCustomer", "UnheardReading"]
