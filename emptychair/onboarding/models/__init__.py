"""Tables of onboarding."""

from emptychair.onboarding.models.definition import FirstValue, FirstValueVersion
from emptychair.onboarding.models.reading import FinderRun, FirstValueReading, FirstValueRun

__all__ = [
    "FinderRun",
    "FirstValue",
    "FirstValueReading",
    "FirstValueRun",
    "FirstValueVersion",
]
