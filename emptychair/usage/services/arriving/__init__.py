"""Taking what client libraries send: who it was, to which company they belong, what they did.

Everything of one request is stored in one transaction, in few questions however much it is.
"""

from emptychair.usage.services.arriving.taking import take_arrivals

__all__ = ["take_arrivals"]
