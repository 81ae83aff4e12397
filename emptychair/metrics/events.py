"""Facts about numbers that other domains react to."""

from dataclasses import dataclass

from emptychair.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeNoticed(Event, name="metrics.change_noticed"):
    """A number changed beyond noise, and somebody was told. Figures are in the metric's unit.

    `kind` is what was watched (score, share, counts, rate, coverage, tag), `place_kind` and `place`
    where (company, touchpoint and its id, segment and its word), `since` a day (ISO 8601).
    """

    alert_id: int
    kind: str
    place_kind: str
    place: str
    metric: str
    since: str
    is_good: bool
    before: float
    after: float
