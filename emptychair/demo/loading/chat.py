"""Ratings of the chat, without names: what the planted campaign does to customers' patience."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from emptychair.accounts.access import Access
from emptychair.demo.campaign import RATED, ratings_of
from emptychair.demo.loading.brands import Brand
from emptychair.kit.periods import local_day, month_of, months_later
from emptychair.surveys.services.authoring import create_survey, set_survey_state
from emptychair.surveys.services.bulk import add_responses
from emptychair.surveys.types import SurveySettings

NAMES = {"ja": "チャットでのお問い合わせの評価", "en": "Rating of the chat"}


def load_chat(access: Access, brand: Brand, touchpoint_id: int, now: datetime) -> None:
    """A survey that the chat shows at its end, with what was said in it up to now."""
    settings = SurveySettings(name=NAMES[brand.language], touchpoint_id=touchpoint_id)
    survey = create_survey(access, metric="csat", settings=settings)
    survey = set_survey_state(access, survey, state="running")
    given = [row for row in _rows(access, brand, now) if row["answered_at"] <= now]
    add_responses(access, survey, given, now=now, publish=False)


def _rows(access: Access, brand: Brand, now: datetime) -> Iterator[dict[str, Any]]:
    zone = access.workspace.zone
    this = month_of(local_day(now, zone)).first
    for back in range(RATED, -1, -1):
        first = months_later(this, -back)
        length = (months_later(first, 1) - first).days
        who = (brand.code, brand.language, brand.csat_at)
        for rating in ratings_of(*who, back=back, month=first.month):
            day = first + timedelta(days=int(rating.at * length))
            clock = time(rating.minute // 60, rating.minute % 60)
            yield {
                "external_id": f"chat-{first:%Y-%m}-{rating.number}",
                "score": rating.score,
                "comment": rating.comment,
                "language": brand.language,
                "channel": "web",
                "source": "demo",
                "answered_at": datetime.combine(day, clock, tzinfo=zone),
            }
