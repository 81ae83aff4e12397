"""Surveys: members and analysts look, managers write and send."""

from tests.architecture.permission_table.who import may

READ = ("owner", "manager", "member", "analyst")
WRITE = ("owner", "manager")


def make(people) -> dict[str, object]:
    from tests.factories.surveys import make_survey

    return {"survey": make_survey(people.workspace).pk}


HERE = "/surveys/{survey}/"
LINES = {
    ("GET", "surveys/", "/surveys/"): may(*READ, outsider=200),
    ("GET", "surveys/new/", "/surveys/new/"): may(*WRITE, outsider=200),
    ("GET", "surveys/<int:survey_id>/", HERE): may(*READ, outsider=404),
    ("POST", "surveys/<int:survey_id>/state/", HERE + "state/"): may(*WRITE, ok=422, outsider=404),
    ("GET", "surveys/<int:survey_id>/edit/", HERE + "edit/"): may(*WRITE, outsider=404),
    ("POST", "surveys/<int:survey_id>/settings/", HERE + "settings/"): may(
        *WRITE, ok=422, outsider=404
    ),
    ("GET", "surveys/<int:survey_id>/preview/mail/", HERE + "preview/mail/"): may(
        *READ, outsider=404
    ),
    ("GET", "surveys/<int:survey_id>/preview/page/", HERE + "preview/page/"): may(
        *READ, outsider=404
    ),
    ("POST", "surveys/<int:survey_id>/test/", HERE + "test/"): may(*WRITE, ok=302, outsider=404),
    ("GET", "surveys/<int:survey_id>/ask/", HERE + "ask/"): may(*WRITE, outsider=404),
    ("GET", "surveys/plan/", "/surveys/plan/"): may(*WRITE, outsider=200),
    ("GET", "surveys/<int:survey_id>/when/", HERE + "when/"): may(*WRITE, outsider=404),
    ("GET", "surveys/<int:survey_id>/channels/", HERE + "channels/"): may(*WRITE, outsider=404),
    # without a choice the form asks for one
    ("POST", "surveys/<int:survey_id>/channels/", HERE + "channels/"): may(
        *WRITE, ok=422, outsider=404, token=403
    ),
    ("GET", "surveys/<int:survey_id>/autopilot/", HERE + "autopilot/"): may(*WRITE, outsider=404),
    ("POST", "surveys/<int:survey_id>/autopilot/start/", HERE + "autopilot/start/"): may(
        *WRITE, ok=302, outsider=404
    ),
    ("POST", "surveys/<int:survey_id>/autopilot/stop/", HERE + "autopilot/stop/"): may(
        *WRITE, ok=404, outsider=404
    ),
    ("GET", "surveys/<int:survey_id>/asked/", HERE + "asked/"): may(*READ, outsider=404),
}
