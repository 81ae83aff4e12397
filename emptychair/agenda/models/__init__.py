"""Tables of Today."""

from emptychair.agenda.models.mark import AgendaMark

__all__ = [
    "AgendaMark",
]
