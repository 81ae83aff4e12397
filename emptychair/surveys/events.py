"""Facts about surveys that other domains react to."""

from dataclasses import dataclass

from emptychair.kit.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseReceived(Event, name="surveys.response_received"):
    """Somebody answered for the first time."""

    response_id: int
    person_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseContinued(Event, name="surveys.response_continued"):
    """Somebody whose score was told said more before the end, such as why."""

    response_id: int
    person_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseCorrected(Event, name="surveys.response_corrected"):
    """Somebody changed the score or the words of an answer."""

    response_id: int
    person_id: int | None
    old_score: int | None
