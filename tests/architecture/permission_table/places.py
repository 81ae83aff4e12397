"""Places where anybody may answer, and the pages on which they are opened."""

from tests.architecture.permission_table.who import EVERYBODY, may

READ = ("owner", "manager", "member", "analyst")
WRITE = ("owner", "manager")


def make(people) -> dict[str, object]:
    from emptychair.surveys.services.collecting import PlaceSettings, create_place
    from tests.factories.surveys import make_survey

    survey = make_survey(people.workspace, state="running")
    place = create_place(people.system, survey, kind="qr", settings=PlaceSettings(name="counter"))
    widget, kiosk = (
        create_place(people.system, survey, kind=kind, settings=PlaceSettings(name=kind))
        for kind in ("widget", "kiosk")
    )
    return {
        "survey": survey.pk,
        "place": place.pk,
        "key": place.key,
        "widget": widget.key,
        "kiosk": kiosk.key,
    }


LIST = "/surveys/{survey}/places/"
ONE = "/places/{place}/"
LINES = {
    ("GET", "s/<str:key>/", "/s/{key}/"): dict.fromkeys(EVERYBODY, 302),
    # whoever stands before a tablet, or visits a page with the widget
    ("GET", "s/<str:key>/kiosk/", "/s/{kiosk}/kiosk/"): EVERYBODY,
    ("GET", "s/<str:key>/kiosk/worker.js", "/s/{kiosk}/kiosk/worker.js"): EVERYBODY,
    ("GET", "s/<str:key>/left/", "/s/{kiosk}/left/"): EVERYBODY,
    # without the PIN nobody leaves; five tries a minute
    ("POST", "s/<str:key>/kiosk/leave/", "/s/none/kiosk/leave/"): dict.fromkeys(EVERYBODY, 404),
    ("GET", "w/<slug:name>.js", "/w/widget.js"): EVERYBODY,
    ("GET", "w/<str:key>/config", "/w/{widget}/config"): EVERYBODY,
    # only pages that the place names may send
    ("POST", "w/<str:key>/answers", "/w/{widget}/answers"): dict.fromkeys(EVERYBODY, 403),
    ("POST", "w/<str:key>/shown", "/w/{widget}/shown"): dict.fromkeys(EVERYBODY, 403),
    ("GET", "surveys/<int:survey_id>/places/", LIST): may(*READ, outsider=404),
    ("GET", "surveys/<int:survey_id>/places/<slug:kind>/", LIST + "qr/"): may(*WRITE, outsider=404),
    ("GET", "surveys/leaving/", "/surveys/leaving/"): may(*WRITE, outsider=200),
    # without a site the form asks for one
    ("POST", "surveys/leaving/", "/surveys/leaving/"): may(*WRITE, ok=422, outsider=422, token=403),
    ("GET", "places/<int:place_id>/", ONE): may(*READ, outsider=404),
    ("POST", "places/<int:place_id>/switch/", ONE + "switch/"): may(*WRITE, ok=302, outsider=404),
    ("GET", "places/<int:place_id>/code.svg", ONE + "code.svg"): may(*READ, outsider=404),
    ("GET", "places/<int:place_id>/code.png", ONE + "code.png"): may(*READ, outsider=404),
    ("GET", "places/<int:place_id>/card/", ONE + "card/"): may(*READ, outsider=404),
    ("POST", "places/<int:place_id>/secret/", ONE + "secret/"): may(*WRITE, outsider=404),
    ("POST", "places/<int:place_id>/pin/", ONE + "pin/"): may(*WRITE, ok=302, outsider=404),
}
