"""Series that are looked at again and again: has a mean changed, does a share drift, is a day out
of the ordinary? Each keeps its false alarms in hand however often one looks.
"""

from emptychair.stats.series.ewma import EwmaPoint, ewma_chart, ewma_run_length, ewma_width
from emptychair.stats.series.watched import (
    Moments,
    Watched,
    change_evidence,
    evidence_of_starts,
    moments,
    watched_change,
)
from emptychair.stats.series.weekday_counts import (
    UnusualCount,
    dispersion_of,
    unusual_count,
    unusual_counts,
)

__all__ = [
    "EwmaPoint",
    "Moments",
    "UnusualCount",
    "Watched",
    "change_evidence",
    "dispersion_of",
    "evidence_of_starts",
    "ewma_chart",
    "ewma_run_length",
    "ewma_width",
    "moments",
    "unusual_count",
    "unusual_counts",
    "watched_change",
]
