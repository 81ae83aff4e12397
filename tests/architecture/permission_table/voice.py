"""The pages of voices."""

from tests.architecture.permission_table.who import may
from tests.factories.loop import make_initiative
from tests.factories.surveys import make_response, make_survey

LINES = {
    ("GET", "voices/", "/voices/"): may("owner", "manager", "member", "analyst", outsider=200),
    ("GET", "voices/export.csv", "/voices/export.csv"): may("owner", "manager", outsider=200),
    ("GET", "voices/<signed:response_id>/", "/voices/{response}/"): may(
        "owner", "manager", "member", "analyst", outsider=404
    ),
    ("POST", "voices/<signed:response_id>/case/", "/voices/{response}/case/"): may(
        "owner", "manager", "member", ok=302, outsider=404
    ),
    ("POST", "voices/<signed:response_id>/initiative/", "/voices/{response}/initiative/"): may(
        "owner", "manager", "member", ok=422, outsider=404
    ),
}


def make(people):
    """A voice; no initiative is chosen, so linking says so."""
    make_initiative(people.workspace)
    response = make_response(make_survey(people.workspace), None, comment="遅い")
    return {"response": response.pk}
