"""A campaign that many follow, and the chat that it leaves waiting: planted for the guard (M8).

Leads rise for two months, and those who ask in the chat are less and less satisfied. Leads and
ratings are drawn by the month counted back from today, 1 being the last whole one; so the guard can
find it on any day on which the demo is made. Ratings carry no name, as those of a chat seldom do:
nobody counts as heard through them, and there are as many however many customers the demo has.
"""

from dataclasses import dataclass
from random import Random
from typing import Any

from emptychair.demo.catalogue import KITCHEN, ROTA
from emptychair.demo.chance import Chance, running
from emptychair.demo.comments import Situation, compose
from emptychair.demo.lexicon import voice

CAMPAIGN = (1, 3)  # months back: from the first to before the last
LEADS_LIFT = 1.85
RATED = 14  # months back from which on the chat asks
RATINGS = 48  # in a month
SATISFIED, BUSY, RUSHED = 0.88, 0.78, 0.54  # give 4 or 5 of five: usually, first month, since then
_COMMENTS, _COMPLAINTS = 0.28, 0.5  # of the content and of the others so many write something
_CONTENT = ((5, 4), running((62, 38)))
_DISCONTENT = ((3, 2, 1), running((50, 33, 17)))


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating of the chat. `at` is the share of the month that was over."""

    number: int
    at: float
    minute: int  # of the day, by the clock of the house
    score: int  # 1 to 5
    comment: str


def planted() -> dict[str, Any]:
    """What the truth file says of it."""
    return {
        "brands": [KITCHEN, ROTA],
        "figure": "leads",
        "metric": "csat",
        "months_back": list(range(*CAMPAIGN)),
        "leads_lift": LEADS_LIFT,
        "share_satisfied": {"before": SATISFIED, "first_month": BUSY, "since": RUSHED},
        "note": "Drawn when the database is filled; months are counted back from that day.",
    }


def in_campaign(back: int) -> bool:
    """Whether the campaign brought leads in the month so many months back."""
    return CAMPAIGN[0] <= back < CAMPAIGN[1]


def share_satisfied(back: int) -> float:
    """The planted share of content ratings of a month; the queue is there to this day."""
    first = CAMPAIGN[1] - 1
    return SATISFIED if back > first else BUSY if back == first else RUSHED


def ratings_of(
    brand: str, language: str, touchpoint: str, *, back: int, month: int
) -> list[Rating]:
    """The ratings of the month so many back, whose name is that of `month` (1 to 12)."""
    chance = Chance(Random(f"chat {brand} {back}").getrandbits(64))
    made = []
    for number in range(RATINGS):
        at, minute = chance.uniform(), chance.between(9 * 60, 18 * 60)
        steps = _CONTENT if chance.yes(share_satisfied(back)) else _DISCONTENT
        score = chance.weighted(*steps)
        situation = Situation(
            touchpoint=touchpoint,
            audience="any",
            score=2 * score,
            month=month,
            later=back < CAMPAIGN[1],
        )
        words = compose(chance, voice(brand, language), situation).text
        writes = chance.yes(_COMMENTS if steps is _CONTENT else _COMPLAINTS)
        made.append(Rating(number, at, minute, score, words if writes else ""))
    return made
