"""What moves the score."""

from tests.architecture.permission_table.api import SPAN
from tests.architecture.permission_table.api import line as operation
from tests.architecture.permission_table.who import may
from tests.factories.drivers import answer_statements, make_driver_survey
from tests.people import NOW

READERS = ("owner", "manager", "member", "analyst")


def make(people):
    survey = make_driver_survey(people.workspace)
    answer_statements(survey, 1, now=NOW)
    return {"survey": survey.pk}


LINES = {
    ("GET", "drivers/", "/drivers/"): may(*READERS, outsider=200),
    ("GET", "drivers/<int:survey_id>/", "/drivers/{survey}/"): may(*READERS, outsider=404),
    ("GET", "drivers/segments/", "/drivers/segments/"): may(*READERS, outsider=200),
    ("GET", "drivers/voices/", "/drivers/voices/?survey={survey}&driver=must"): may(
        *READERS, outsider=404
    ),
    ("GET", "drivers/table.csv", "/drivers/table.csv?survey={survey}"): may(
        "owner", "manager", outsider=404
    ),
    ("GET", "drivers/table.xlsx", "/drivers/table.xlsx?survey={survey}"): may(
        "owner", "manager", outsider=404
    ),
    (
        "GET",
        "api/v1/surveys/<survey_id>/drivers",
        f"/api/v1/surveys/{{survey}}/drivers?{SPAN}",
    ): operation(*READERS, outsider=404),
}
