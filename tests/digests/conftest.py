from datetime import UTC, datetime, timedelta

import pytest

from emptychair.digests.models import Digest
from emptychair.digests.services.digests import save_digest
from emptychair.digests.types import Settings
from emptychair.kit.periods import Period, month_of
from tests.factories.customers import make_person
from tests.factories.surveys import make_response, make_survey
from tests.factories.touchpoints import make_touchpoint
from tests.people import NOW

OCTOBER = month_of(datetime(2026, 10, 5, tzinfo=UTC).date())
BEFORE_NOVEMBER = datetime(2026, 10, 20, tzinfo=UTC)
DUE = datetime(2026, 11, 1, 0, 30, tzinfo=UTC)  # 09:30 on the first of November in Tokyo


@pytest.fixture
def october() -> Period:
    return OCTOBER


@pytest.fixture
def report(people, data_folder):
    """Sets up the board's monthly report before November began; changed by keywords."""

    def make(*, now=BEFORE_NOVEMBER, **wanted) -> Digest:
        plain = {
            "name": "取締役会レポート",
            "forms": ("pdf", "xlsx", "pptx"),
            "members": (people.alice.pk, people.ana.pk),
        }
        settings = Settings(**(plain | wanted))
        return save_digest(people.system, settings, confirmed=True, now=now)

    return make


@pytest.fixture
def answers(people):
    """Sixty answers in October at two touchpoints, forty in September; some with words."""
    places = [make_touchpoint(people.workspace, name=name) for name in ("配達", "サポート")]
    survey = make_survey(people.workspace)
    for number in range(100):
        person = make_person(people.workspace, name=f"森田 花子{number}")
        september = number >= 60
        first = datetime(2026, 9 if september else 10, 1, 3, tzinfo=UTC)
        make_response(
            survey,
            person,
            score=(10, 9, 7, 3)[number % 4] if not september else (10, 2)[number % 2],
            touchpoint=places[number % 2],
            answered_at=first + timedelta(hours=10 * (number % 60)),
            comment=f"森田 花子{number} です。090-1234-5678 まで電話をください。"
            if number % 10 == 3
            else "",
        )
    return places


@pytest.fixture
def mailing(settings):
    settings.MAIL_IS_SENT = True
    import emptychair.integrations.email.channel  # noqa: F401 - registers the channel


__all__ = ["DUE", "NOW"]
