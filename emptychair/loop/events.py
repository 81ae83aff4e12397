"""Facts about cases and initiatives that other domains react to."""

from dataclasses import dataclass

from emptychair.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event, name="loop.case_opened"):
    """There is a new case."""

    case_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Event, name="loop.case_closed"):
    """A case came to its end."""

    case_id: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeCompleted(Event, name="loop.initiative_completed"):
    """A change is done; those who asked can be told."""

    initiative_id: int
