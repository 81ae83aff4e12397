"""Facts about the scorecard that other domains react to."""

from dataclasses import dataclass

from emptychair.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardWarned(Event, name="scorecard.guard_warned"):
    """A short-term number rose while a customer number fell, both beyond noise."""

    warning_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardDecided(Event, name="scorecard.guard_decided"):
    """A person decided what such a warning means."""

    warning_id: int
    state: str
