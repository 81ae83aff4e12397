"""How carefully answers were given: whoever writes surveys decides what counts."""

from tests.architecture.permission_table.who import may
from tests.factories.surveys import make_response, make_survey

WRITE = ("owner", "manager")
ONE = "^answers/(?P<response_id>-?[0-9]{1,18})/(?P<verdict>excluded|kept|rule)/$"
HERE = "surveys/<int:survey_id>/quality/"
THERE = "/surveys/{survey}/quality/"
LINES = {
    ("GET", HERE, THERE): may(*WRITE, outsider=404),
    ("POST", HERE + "rule/", THERE + "rule/"): may(*WRITE, ok=302, outsider=404),
    ("POST", HERE + "again/", THERE + "again/"): may(*WRITE, ok=302, outsider=404),
    ("POST", ONE, "/answers/{response}/rule/"): may(*WRITE, ok=302, outsider=404),
}


def make(people):
    survey = make_survey(people.workspace)
    response = make_response(survey, None, comment="asdfasdf")
    return {"survey": survey.pk, "response": response.pk}
