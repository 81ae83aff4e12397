"""Places where anybody may answer, and the pages on which they are opened."""

from tests.architecture.permission_table.who import EVERYBODY, may

READ = ("owner", "manager", "member", "analyst")
WRITE = ("owner", "manager")


def make(people) -> dict[str, object]:
    from emptychair.surveys.services.collecting import PlaceSettings, create_place
    from tests.factories.surveys import make_survey

    survey = make_survey(people.workspace, state="running")
    place = create_place(people.system, survey, kind="qr", settings=PlaceSettings(name="counter"))
    return {"survey": survey.pk, "place": place.pk, "key": place.key}


LIST = "/surveys/{survey}/places/"
ONE = "/places/{place}/"
LINES = {
    ("GET", "s/<str:key>/", "/s/{key}/"): dict.fromkeys(EVERYBODY, 302),
    ("GET", "surveys/<int:survey_id>/places/", LIST): may(*READ, outsider=404),
    ("GET", "surveys/<int:survey_id>/places/<slug:kind>/", LIST + "qr/"): may(*WRITE, outsider=404),
    ("GET", "places/<int:place_id>/", ONE): may(*READ, outsider=404),
    ("POST", "places/<int:place_id>/switch/", ONE + "switch/"): may(*WRITE, ok=302, outsider=404),
    ("GET", "places/<int:place_id>/code.svg", ONE + "code.svg"): may(*READ, outsider=404),
    ("GET", "places/<int:place_id>/code.png", ONE + "code.png"): may(*READ, outsider=404),
    ("GET", "places/<int:place_id>/card/", ONE + "card/"): may(*READ, outsider=404),
}
