"""Tables of onboarding."""

from emptychair.onboarding.models.definition import FirstValue, FirstValueVersion
from emptychair.onboarding.models.reading import FinderRun, FirstValueReading, FirstValueRun
from emptychair.onboarding.models.span import StallSpan

__all__ = [
    "FinderRun",
    "FirstValue",
    "FirstValueReading",
    "FirstValueRun",
    "FirstValueVersion",
    "StallSpan",
]
