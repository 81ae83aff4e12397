"""The half-yearly survey of the whole: the score, its why, and a page of statements after it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from emptychair.accounts.access import Access
from emptychair.demo.driving import STATEMENTS, answered_statements
from emptychair.demo.loading.brands import Brand
from emptychair.demo.loading.careless import seconds_open
from emptychair.demo.loading.services import add_statements, note_pace
from emptychair.surveys.rules.templates.parts import agree, rating, survey, why
from emptychair.surveys.services.authoring import create_survey, set_survey_state
from emptychair.surveys.services.versions import publish_definition, save_draft
from emptychair.surveys.types import SurveySettings
from emptychair.surveys.types.definition import Definition, QuestionKind

if TYPE_CHECKING:
    from emptychair.surveys.models import Survey

NAME = {"ja": "半年ごとのアンケート", "en": "Half-yearly survey"}
WENT_ON = 0.85  # of those who gave a score also answered the page after it
YEARS = timedelta(days=3 * 366)


def half_yearly_survey(
    access: Access, brand: Brand, *, touchpoint_id: int, now: datetime
) -> "Survey":
    """The survey, running, as if it had asked the same for three years."""
    settings = SurveySettings(name=NAME[brand.language], touchpoint_id=touchpoint_id)
    made = create_survey(access, metric="nps", settings=settings)
    made = save_draft(access, made, _definition(brand))
    publish_definition(access, made, same_meaning=True, note="", now=now - YEARS)
    return set_survey_state(access, made, state="running")


def answer_statements(
    access: Access, brand: Brand, made: "Survey", answers: Iterable[dict[str, Any]]
) -> None:
    """What those who went on said to the statements, by the planted truth."""
    said = {}
    for row in answers:
        seed = row["external_id"]
        if Random(f"went on {seed}").random() < WENT_ON:
            said[seed] = answered_statements(brand.code, row["score"], seed)
    add_statements(access, made, said)
    note_pace(access, made, {seed: seconds_open(seed) for seed in said})


def _definition(brand: Brand) -> Definition:
    first = rating(
        QuestionKind.NPS,
        (
            "{{company}}を、ご家族やご友人にどのくらいお薦めになりますか。",
            "How likely are you to recommend {{company}} to family or colleagues?",
        ),
    )
    reason = why(("その理由を、ひとことお聞かせください。", "What is the main reason?"))
    statements = (agree(one.key, (one.ja, one.en)) for one in STATEMENTS[brand.code])
    return survey((first, reason), tuple(statements))
