"""Answers as the widget and the kiosk send them: all that was said so far, each time."""

from datetime import datetime, timedelta

import msgspec

from emptychair.surveys.queries.collectors import PlaceVisit
from emptychair.surveys.rules.bots import looks_automatic
from emptychair.surveys.services.answering import Saved
from emptychair.surveys.services.identity import Claim, visitor_of
from emptychair.surveys.services.sitting import save_page
from emptychair.surveys.services.walking_in import sitting_at_place
from emptychair.surveys.tickets import Ticket
from emptychair.surveys.types.definition import AnswerValue, Aside

LONGEST_WAIT = 60 * 24 * 3600 * 1000  # milliseconds; on a tablet without connection


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """A sitting as it stands. `waited` is how long it had been open, in milliseconds; `age` how
    long ago this was said, for what could not be sent at once.
    """

    sitting: str
    answers: dict[str, AnswerValue] = {}
    language: str = ""
    finished: bool = False
    waited: int = 0
    age: int = 0
    trap: str = ""
    hidden: dict[str, str] = {}
    identity: Claim | None = None


def take(visit: PlaceVisit, body: Body, *, now: datetime, language: str) -> Saved:
    """Keep it. What was only begun never overwrites what was finished."""
    said_at = now - _span(body.age)
    sat_down = said_at - _span(body.waited)
    automatic = looks_automatic(trap=body.trap, opened_at=sat_down, now=said_at)
    sitting = sitting_at_place(
        visit.access,
        visit.collector,
        Ticket(visit.collector.pk, body.sitting, sat_down),
        languages=(body.language, language),
        given=body.hidden,
        aside=Aside.BOT.value if automatic else Aside.NONE.value,
        person=visitor_of(visit.access, visit.collector, body.identity) if body.identity else None,
    )
    if sitting.is_whole and not body.finished:
        return Saved(response=sitting.response, problems={}, answers=sitting.answers, finished=True)
    return save_page(
        sitting.access,
        sitting,
        page="",
        values=body.answers,
        now=said_at,
        finished=body.finished,
        seconds=(said_at - sat_down).total_seconds(),
    )


def _span(milliseconds: int) -> timedelta:
    return timedelta(milliseconds=min(max(milliseconds, 0), LONGEST_WAIT))
