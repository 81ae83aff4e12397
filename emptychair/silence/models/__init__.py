"""Tables of silence, one file for each aggregate."""

from emptychair.silence.models.episode import KnownPause, SilentEpisode
from emptychair.silence.models.price import PriceChange
from emptychair.silence.models.reading import SilenceReading, SilenceRun, SilenceSetting
from emptychair.silence.models.state import SilenceState

__all__ = [
    "KnownPause",
    "PriceChange",
    "SilenceReading",
    "SilenceRun",
    "SilenceSetting",
    "SilenceState",
    "SilentEpisode",
]
