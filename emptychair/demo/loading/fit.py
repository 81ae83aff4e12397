"""The must-have test of the made-up companies: answers drawn, a test for gifts, one overrule."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from emptychair.accounts.access import Access
from emptychair.demo.catalogue import GIFT, HOME
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.services import colleagues_of, customers_to_ask
from emptychair.fit.errors import NothingToOverrule
from emptychair.fit.services import overrule_advice, set_test
from emptychair.fit.types import FitTest, TestSetting
from emptychair.surveys.services.authoring import set_survey_state
from emptychair.surveys.services.bulk import add_responses
from emptychair.surveys.services.drafting import create_from_template

ASKED = 150
RECENT_DAYS = 120
# How likely somebody of a segment says "very disappointed", and "somewhat".
MISSED = {
    HOME: (0.52, 0.36),
    GIFT: (0.2, 0.5),
    "Starter": (0.22, 0.5),
    "Team": (0.42, 0.4),
    "Business": (0.62, 0.3),
}
WORDS = {
    "ja": {
        3: ("夕方の一時間がなくなると思うと困ります。", "子どもが楽しみにしているので。"),
        2: ("あれば助かりますが、代わりも探せそうです。",),
        1: ("たまにしか使わないので。",),
        "reason": "法人のお客様とは、来春のご契約まで個別にお約束しています。",
    },
    "en": {
        3: ("I would be back to evenings with a spreadsheet.", "Our invoices depend on it."),
        2: ("We would find another tool, with some cursing.",),
        1: ("We log in twice a quarter.",),
        "reason": "The partner launch in spring is promised; we scale for it.",
    },
}


def load_fit(access: Access, brand: Brand, now: datetime) -> None:
    """Answers of the last five months, and what was decided about the advice."""
    words = WORDS[brand.language]
    survey = create_from_template(access, template="saas_must_have", language=brand.language)
    set_survey_state(access, survey, state="running")
    add_responses(access, survey, list(_answers(access, brand, now)), now=now, publish=False)
    set_test(access, TestSetting(recent_days=RECENT_DAYS))
    if brand.language == "ja":
        set_test(
            access,
            TestSetting(segment=GIFT, test=FitTest.ONE_OFF, repeat_line=0.5, recommend_line=0.3),
        )
    officer = next(iter(colleagues_of(access)), None)
    segment = GIFT if brand.language == "ja" else "Starter"
    if officer is None:
        return
    moment = now - timedelta(days=30)
    try:
        overrule_advice(officer.access, segment=segment, reason=str(words["reason"]), now=moment)
    except NothingToOverrule:  # the draw of a small demo says otherwise
        return


def _answers(access: Access, brand: Brand, now: datetime) -> Iterator[dict[str, Any]]:
    words = WORDS[brand.language]
    rng = Random(f"{brand.code} must have")
    for person in customers_to_ask(access, most=ASKED, skip=0):
        very, somewhat = MISSED.get(person.segment, (0.35, 0.4))
        drawn = rng.random()
        score = 3 if drawn < very else 2 if drawn < very + somewhat else 1
        latest = min(now, person.last_event_at or now)
        answered = max(latest + timedelta(hours=5), now - timedelta(days=rng.randrange(2, 150)))
        yield {
            "external_id": f"must-have-{person.pk}",
            "person_id": person.pk,
            "score": score,
            "comment": rng.choice(words[score]) if rng.random() < 0.4 else "",
            "answered_at": min(answered, now - timedelta(minutes=5)),
            "channel": "email",
            "source": "demo",
            "language": brand.language,
        }
