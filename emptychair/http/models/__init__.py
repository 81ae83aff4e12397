"""Tables of what faces share: answers given once, and how often a token asked."""

from emptychair.http.models.limits import GivenAnswer, RateWindow

__all__ = ["GivenAnswer", "RateWindow"]
