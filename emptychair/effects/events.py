"""Facts about effects that other domains react to."""

from dataclasses import dataclass

from emptychair.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectJudged(Event, name="effects.judged"):
    """Somebody said whether an initiative helped, and what is done with it."""

    initiative_id: int
    verdict: str
    decision: str
