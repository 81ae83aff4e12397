"""Tables of exchange."""

from emptychair.exchange.models.run import ImportedRow, ImportRun

__all__ = [
    "ImportRun",
    "ImportedRow",
]
