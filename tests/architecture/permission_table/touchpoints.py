"""The map of touchpoints."""

from emptychair.touchpoints.models import Journey, Stage
from tests.architecture.permission_table.who import may
from tests.factories.touchpoints import make_touchpoint

READERS = may("owner", "manager", "member", "analyst", outsider=404)
WRITERS = may("owner", "manager", ok=302, outsider=404)

LINES = {
    ("GET", "touchpoints/", "/touchpoints/"): {**READERS, "outsider": 200},
    ("POST", "touchpoints/draw/", "/touchpoints/draw/"): may(
        "owner", "manager", ok=422, outsider=422
    ),
    ("GET", "touchpoints/new/", "/touchpoints/new/"): may("owner", "manager", outsider=200),
    ("POST", "touchpoints/journeys/", "/touchpoints/journeys/"): may(
        "owner", "manager", ok=422, outsider=422
    ),
    ("POST", "touchpoints/journeys/<int:journey_id>/", "/touchpoints/journeys/{journey}/"): may(
        "owner", "manager", ok=422, outsider=404
    ),
    ("POST", "touchpoints/stages/<int:stage_id>/", "/touchpoints/stages/{stage}/"): may(
        "owner", "manager", ok=422, outsider=404
    ),
    ("GET", "touchpoints/<int:touchpoint_id>/", "/touchpoints/{place}/"): READERS,
    ("GET", "touchpoints/<int:touchpoint_id>/edit/", "/touchpoints/{place}/edit/"): may(
        "owner", "manager", outsider=404
    ),
    ("POST", "touchpoints/<int:touchpoint_id>/move/", "/touchpoints/{place}/move/"): WRITERS,
    ("POST", "touchpoints/<int:touchpoint_id>/archive/", "/touchpoints/{place}/archive/"): WRITERS,
    ("POST", "touchpoints/<int:touchpoint_id>/restore/", "/touchpoints/{place}/restore/"): WRITERS,
}


def make(people):
    """A touchpoint in a stage of a journey."""
    journey = Journey.objects.create(workspace=people.workspace, name="道のり")
    stage = Stage.objects.create(workspace=people.workspace, journey=journey, name="使う")
    place = make_touchpoint(people.workspace, stage=stage)
    return {"journey": journey.pk, "stage": stage.pk, "place": place.pk}
