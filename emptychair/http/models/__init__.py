"""Tables of what faces share: answers given once, how often a token asked, a small cache."""

from emptychair.http.models.cache import CachedValue
from emptychair.http.models.limits import GivenAnswer, RateWindow

__all__ = ["CachedValue", "GivenAnswer", "RateWindow"]
