"""Tables of exchange."""

from emptychair.exchange.models.export import ExportRun
from emptychair.exchange.models.run import ImportedRow, ImportRun, RejectedRow

__all__ = [
    "ExportRun",
    "ImportRun",
    "ImportedRow",
    "RejectedRow",
]
