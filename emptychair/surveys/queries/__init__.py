"""Reading surveys: what is asked, who was asked and why, what came back. Names and words come
masked where `access` may not see them.
"""

from emptychair.surveys.queries.asked import asked_rows, decision_rows, decisions_about, reasons_of
from emptychair.surveys.queries.links import AnswerVisit, visit_by_link
from emptychair.surveys.queries.overview import (
    SurveyNumbers,
    numbers_by_survey,
    numbers_of,
    survey_rows,
    surveys_at_rest,
    waves_of,
)
from emptychair.surveys.queries.responses import (
    answer_rows,
    latest_answers,
    responses_of,
    thankless_praise,
)
from emptychair.surveys.queries.stored import (
    metrics_in_use,
    response_with_id,
    survey_with_id,
    surveys_of,
)

__all__ = [
    "AnswerVisit",
    "SurveyNumbers",
    "answer_rows",
    "asked_rows",
    "decision_rows",
    "decisions_about",
    "latest_answers",
    "metrics_in_use",
    "numbers_by_survey",
    "numbers_of",
    "reasons_of",
    "response_with_id",
    "responses_of",
    "survey_rows",
    "survey_with_id",
    "surveys_at_rest",
    "surveys_of",
    "thankless_praise",
    "visit_by_link",
    "waves_of",
]
